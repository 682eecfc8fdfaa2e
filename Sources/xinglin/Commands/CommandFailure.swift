import HealthCardDomain
import HealthCardServices
import Storage

/// What a command ends with, in both languages, for the person at the terminal.
struct CommandFailure: Error, CustomStringConvertible {
    let description: String

    init(_ description: String) { self.description = description }

    init(_ refusal: any Refusal) {
        let text = refusal.code.text
        description = """
            \(text.titleChinese)：\(text.remedyChinese) / \(text.titleEnglish): \(text.remedyEnglish) [\(refusal.code.rawValue)]
            """
    }

    init(_ error: KeyServiceError) {
        switch error {
        case .unavailable, .timedOut: self.init(KeyRefusal.serviceUnavailable)
        case .notAuthentic: self.init(KeyRefusal.notAuthentic)
        case .keyNotUsable: self.init(KeyRefusal.notFound)
        case .notSupported(let operation):
            self.init("密码服务不支持此操作 / the key service cannot do this: \(operation)")
        case .wrongAnswer: self.init("密码机返回异常 / the device gave a wrong answer")
        case .badArgument: self.init("参数超出范围 / an argument is out of its range")
        case .refused(let code): self.init("密码机拒绝 / the device refused: 0x" + String(code, radix: 16))
        case .failed(let reason): self.init("密码服务故障 / the key service failed: \(reason)")
        }
    }

    /// Runs a command's work and words what it refuses.
    static func wording<Value>(_ body: () async throws -> Value) async throws -> Value {
        do {
            return try await body()
        } catch let error as KeyServiceError {
            throw CommandFailure(error)
        } catch let recorded as RecordedRefusal {
            throw CommandFailure(recorded.refusal)
        } catch let refusal as any Refusal {
            throw CommandFailure(refusal)
        } catch let refusal as ModelRefusal {
            throw CommandFailure(refusal)
        } catch let fault as StorageFault {
            throw CommandFailure(fault)
        }
    }
}
