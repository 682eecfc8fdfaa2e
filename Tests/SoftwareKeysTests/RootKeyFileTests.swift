import Foundation
import HealthCardDomain
import HealthCardServices
import SMCrypto
import SeededRandom
import SoftwareKeys
import Testing

@Suite struct `The file of root keys` {
    private let folder: KeyFolder

    init() throws { folder = try KeyFolder() }

    private func written() async throws -> [UInt8] {
        let service = try await folder.open()
        _ = try await service.makeRoot(.sealing, version: 1)
        _ = try await service.makeRoot(.signing, version: 1)
        return try folder.bytes()
    }

    private func problem(_ bytes: [UInt8]) -> RootKeyFileError? {
        do throws(RootKeyFileError) {
            _ = try RootKeyFile(parsing: bytes)
            return nil
        } catch {
            return error
        }
    }

    /// Puts the checksum right again, as who changes a file on purpose would.
    private func withChecksum(_ bytes: [UInt8]) -> [UInt8] {
        let covered = Array(bytes.dropLast(32))
        return covered + SM3.hash(covered)
    }

    private func expect(
        _ expected: RootKeyFileError,
        _ secret: RootKeySecret = .test,
        ifMissing: MissingFile = .create,
        sourceLocation: SourceLocation = #_sourceLocation
    ) async {
        await #expect(throws: expected, sourceLocation: sourceLocation) {
            try await folder.open(secret, ifMissing: ifMissing)
        }
    }

    @Test func `is made at the first start, for its owner only, and in the open form`() async throws {
        let nested = folder.folder.appending(path: "inner")
        let file = nested.appending(path: "root-keys.sealed")
        let service = try await SoftwareKeyService.open(
            file: file.path(),
            secret: .test,
            ambient: Ambient(now: { .start }, randomBytes: { [UInt8](repeating: 1, count: $0) }),
            clock: ContinuousClock()
        )
        #expect(service.isAvailable)
        #expect(try folder.mode(of: file) == 0o600)
        #expect(try folder.mode(of: nested) == 0o700)
        let parsed = try RootKeyFile(parsing: Array(Data(contentsOf: file)))
        #expect(parsed.derivation == .machineSecret)
        #expect(try parsed.bytes == Array(Data(contentsOf: file)))
    }

    @Test func `is not made where keys are known to be in it`() async {
        await expect(.missing, ifMissing: .refuse)
        #expect(!FileManager.default.fileExists(atPath: folder.file.path()))
    }

    @Test func `is refused when cut anywhere`() async throws {
        let bytes = try await written()
        #expect(problem(bytes) == nil)
        for count in 0..<bytes.count {
            #expect(problem(Array(bytes[..<count])) == (count == 0 ? .notAKeyFile : .truncated), "\(count)")
        }
        try folder.put(Array(bytes.dropLast(40)))
        await expect(.truncated)
    }

    @Test func `is refused after any single bit of it has changed`() async throws {
        let bytes = try await written()
        for bit in 0..<(bytes.count * 8) {
            var changed = bytes
            changed[bit / 8] ^= 1 << UInt8(bit % 8)
            let found = problem(changed)
            #expect(found != nil, "bit \(bit)")
            if bit < 64 { #expect(found == .notAKeyFile) }
            if bit >= 80 { #expect(found == .changed || found == .truncated, "bit \(bit)") }
        }
    }

    @Test func `is refused after a change with its checksum put right`() async throws {
        let bytes = try await written()
        for index in 10..<(bytes.count - 32) {
            var changed = bytes
            changed[index] ^= 0x10
            try folder.put(withChecksum(changed))
            do {
                _ = try await folder.open()
                Issue.record("byte \(index) may be changed")
            } catch {
                let allowed: [RootKeyFileError] = [.changed, .truncated, .wrongSecret, .wrongKindOfSecret]
                #expect(allowed.contains(error as? RootKeyFileError ?? .failed), "byte \(index)")
            }
        }
        var body = bytes
        body[body.count - 60] ^= 1
        try folder.put(withChecksum(body))
        await expect(.changed)
    }

    @Test func `of a newer release is called so`() async throws {
        var bytes = try await written()
        bytes[9] = 2
        try folder.put(bytes)
        await expect(.newerVersion)
        bytes[9] = 0
        try folder.put(withChecksum(bytes))
        await expect(.changed)
    }

    @Test(arguments: [0, 1, 1000, 199_999, 10_000_001, .max] as [UInt32])
    func `may not ask for fewer iterations than protect or more than anyone can wait for`(count: UInt32) async throws {
        var bytes = try await written()
        bytes[10] = 1
        bytes.replaceSubrange(27..<31, with: withUnsafeBytes(of: count.bigEndian) { Array($0) })
        #expect(problem(withChecksum(bytes)) == .changed)
        bytes.replaceSubrange(27..<31, with: withUnsafeBytes(of: UInt32(200_000).bigEndian) { Array($0) })
        #expect(problem(withChecksum(bytes)) == nil)
    }

    @Test func `is parsed without a trap, whatever the bytes`() async throws {
        let bytes = try await written()
        var random = SeededGenerator(seed: 5)
        for _ in 0..<20_000 {
            var tried = random.bytes(Int.random(in: 0...200, using: &random))
            let kept = Int.random(in: 0...min(80, tried.count), using: &random)
            tried.replaceSubrange(0..<kept, with: bytes[..<kept])
            #expect(problem(tried) != nil)
            if tried.count > 32 { _ = problem(withChecksum(tried)) }
        }
        #expect(problem([UInt8](repeating: 0, count: 2 << 20)) == .notAKeyFile)
        #expect(problem(bytes + [UInt8](repeating: 0, count: 2 << 20)) == .changed)
    }

    @Test func `is not opened with another machine secret, or with a passphrase`() async throws {
        _ = try await written()
        await expect(.wrongSecret, .machine(SecretBytes([UInt8](repeating: 0x43, count: 32))))
        await expect(.wrongKindOfSecret, .words("a long enough passphrase"))
        await expect(.secretTooShort(minimum: 32), .machine(SecretBytes([UInt8](repeating: 1, count: 31))))
        await expect(.secretTooShort(minimum: 12), .words("too short"))
        #expect(!FileManager.default.fileExists(atPath: folder.attempts.path()))
    }

    @Test(arguments: [0o640, 0o604, 0o660, 0o700, 0o644])
    func `is not opened where others may use it`(mode: Int) async throws {
        try folder.put(try await written(), mode: mode)
        await expect(.fileTooOpen)
        try folder.put(try folder.bytes(), mode: 0o400)
        _ = try await folder.open()
    }

    @Test(arguments: [0o750, 0o705, 0o777])
    func `is not opened in a folder that others may enter`(mode: Int) async throws {
        _ = try await written()
        let path = folder.folder.path()
        try FileManager.default.setAttributes([.posixPermissions: mode], ofItemAtPath: path)
        await expect(.folderTooOpen)
        try FileManager.default.setAttributes([.posixPermissions: 0o700], ofItemAtPath: path)
    }

    @Test func `is not reached through a link, and is no folder`() async throws {
        let bytes = try await written()
        try FileManager.default.removeItem(at: folder.file)
        let real = folder.folder.appending(path: "elsewhere")
        try folder.put(bytes, at: real)
        try FileManager.default.createSymbolicLink(at: folder.file, withDestinationURL: real)
        await expect(.fileTooOpen)
        try FileManager.default.removeItem(at: folder.file)
        try FileManager.default.createDirectory(at: folder.file, withIntermediateDirectories: false)
        await expect(.fileTooOpen)
    }

    @Test func `survives a process that was killed while it wrote`() async throws {
        let service = try await folder.open()
        let key = try await service.makeRoot(.sealing, version: 1)
        let sealed = try await service.seal([1], context: [], with: key)
        let bytes = try folder.bytes()
        let leftover = folder.folder.appending(path: "root-keys.sealed.new")
        for left in [[], Array(bytes[..<50]), [UInt8](repeating: 0xAA, count: 9000)] {
            try folder.put(left, at: leftover, mode: 0o644)
            let again = try await folder.open(ifMissing: .refuse)
            #expect(try await again.open(sealed, context: [], with: key) == [1])
            #expect(try folder.bytes() == bytes)
        }
        let again = try await folder.open()
        _ = try await again.makeRoot(.sealing, version: 2)
        #expect(!FileManager.default.fileExists(atPath: leftover.path()))
        #expect(try folder.mode(of: folder.file) == 0o600)
        #expect(try await folder.open().open(sealed, context: [], with: key) == [1])
    }

    @Test func `takes a machine secret from a private file or from hexadecimal text`() async throws {
        let secret = folder.folder.appending(path: "machine.secret")
        try folder.put([UInt8](repeating: 0x42, count: 32), at: secret)
        let service = try await folder.open(RootKeySecret(machineFile: secret.path()))
        let key = try await service.makeRoot(.sealing, version: 1)
        let sealed = try await service.seal([1], context: [], with: key)
        let again = try await folder.open(RootKeySecret(machineHex: String(repeating: "42", count: 32)))
        #expect(try await again.open(sealed, context: [], with: key) == [1])

        try folder.put([UInt8](repeating: 0x42, count: 32), at: secret, mode: 0o644)
        #expect(throws: RootKeyFileError.fileTooOpen) { try RootKeySecret(machineFile: secret.path()) }
        try folder.put([UInt8](repeating: 0x42, count: 31), at: secret)
        #expect(throws: RootKeyFileError.secretTooShort(minimum: 32)) { try RootKeySecret(machineFile: secret.path()) }
        #expect(throws: RootKeyFileError.missing) { try RootKeySecret(machineFile: secret.path() + "x") }
        for text in ["", "42", String(repeating: "4g", count: 32), String(repeating: "42", count: 31)] {
            #expect(throws: RootKeyFileError.secretTooShort(minimum: 32)) { try RootKeySecret(machineHex: text) }
        }
    }

    @Test func `says what is wrong in Chinese and English, and never where or with what`() async throws {
        let problems: [RootKeyFileError] = [
            .missing, .folderTooOpen, .fileTooOpen, .notAKeyFile, .newerVersion, .truncated, .changed, .wrongSecret,
            .wrongKindOfSecret, .tooManyAttempts(secondsToWait: 7), .secretTooShort(minimum: 12), .busy, .sealedAnew,
            .full, .inaccessible(systemError: 13), .failed,
        ]
        for problem in problems {
            #expect(problem.chinese.unicodeScalars.contains { (0x4E00...0x9FFF).contains($0.value) })
            #expect(problem.english.unicodeScalars.allSatisfy { $0.isASCII })
            #expect("\(problem)" == "\(problem.chinese) / \(problem.english)")
        }
        #expect(Set(problems.map(\.description)).count == problems.count)
        #expect("\(RootKeySecret.words("a long enough passphrase"))".contains("passphrase(<redacted>)"))
    }
}
