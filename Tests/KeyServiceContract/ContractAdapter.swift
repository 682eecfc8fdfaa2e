import Foundation
import HealthCardServices
import SDFKeys
import SMCrypto
import SoftDevices
import SoftwareKeys

/// The adapters that must keep the contract. A new one adds a case and its two lines below, and runs every test
/// unchanged.
enum ContractAdapter: String, CaseIterable, Sendable {
    case software, device2012, device2023, deviceOdd

    /// Whether `mac` must work; where not, it must say so.
    var hasMac: Bool {
        switch self {
        case .software, .device2023: true
        case .device2012, .deviceOdd: false
        }
    }

    /// Whether `destroyRoot` destroys signing keys; where not, it must say so.
    var destroysSigningKeys: Bool {
        switch self {
        case .software: true
        case .device2012, .device2023, .deviceOdd: false
        }
    }

    /// Runs a test on a fresh service of its own, which has no key, and ends it afterwards.
    func withService(_ test: (any KeyService) async throws -> Void) async throws {
        switch self {
        case .software: try await Self.withFile(test)
        case .device2012: try await Self.withDevice(.standard2012, test)
        case .device2023: try await Self.withDevice(.standard2023, test)
        case .deviceOdd: try await Self.withDevice(.odd, test)
        }
    }

    private static func withFile(_ test: (any KeyService) async throws -> Void) async throws {
        let folder = FileManager.default.temporaryDirectory.appending(path: "xinglin-contract-\(UUID())")
        defer { try? FileManager.default.removeItem(at: folder) }
        let service = try await SoftwareKeyService.open(
            file: folder.appending(path: "root-keys.sealed").path(),
            secret: .machine(SecretBytes((0..<32).map { _ in .random(in: 0...255) })),
            ambient: Ambient(now: { Date() }, randomBytes: { count in (0..<count).map { _ in .random(in: 0...255) } }),
            clock: ContinuousClock()
        )
        defer { service.close() }
        try await test(service)
    }

    private static func withDevice(_ model: SoftModel, _ test: (any KeyService) async throws -> Void) async throws {
        let service = try SoftDevice(model).service(.patient)
        await service.start()
        let outcome: Result<Void, any Error>
        do {
            outcome = .success(try await test(service))
        } catch {
            outcome = .failure(error)
        }
        await service.close()
        try outcome.get()
    }
}
