import Foundation
import HealthCardDomain
import HealthCardServices
import SMCrypto
import SoftwareKeys
import Testing

@Suite struct `A passphrase over root keys` {
    private static let right = RootKeySecret.words("正确的口令 right")
    private static let wrong = RootKeySecret.words("错误的口令 wrong")
    private let folder: KeyFolder

    init() throws { folder = try KeyFolder() }

    private func problem(_ secret: RootKeySecret, at instant: Date) async -> RootKeyFileError? {
        do {
            _ = try await folder.open(secret, at: instant, ifMissing: .refuse)
            return nil
        } catch {
            return error as? RootKeyFileError
        }
    }

    @Test func `opens the file, and is stretched by at least 200,000 iterations`() async throws {
        let service = try await folder.open(Self.right)
        let key = try await service.makeRoot(.sealing, version: 1)
        let sealed = try await service.seal([1], context: [], with: key)
        let file = try RootKeyFile(parsing: folder.bytes())
        #expect(file.derivation == .passphrase(iterations: RootKeyFile.standardIterations))
        #expect(RootKeyFile.standardIterations >= 200_000)
        let again = try await folder.open(Self.right)
        #expect(try await again.open(sealed, context: [], with: key) == [1])
        #expect(!FileManager.default.fileExists(atPath: folder.attempts.path()))
    }

    @Test func `that is wrong three times in a minute makes the next wait, over restarts and for the right one too`()
        async throws
    {
        _ = try await folder.open(Self.right)
        for second in 0..<3 {
            #expect(await problem(Self.wrong, at: .start.addingTimeInterval(Double(second))) == .wrongSecret)
        }
        #expect(try folder.mode(of: folder.attempts) == 0o600)
        let blocked = await problem(Self.right, at: .start.addingTimeInterval(3))
        #expect(blocked == .tooManyAttempts(secondsToWait: 59))
        #expect(blocked?.description.contains("59") == true)
        #expect(await problem(Self.wrong, at: .start.addingTimeInterval(59)) == .tooManyAttempts(secondsToWait: 3))
        #expect(await problem(Self.right, at: .start.addingTimeInterval(62.5)) == nil)
        #expect(!FileManager.default.fileExists(atPath: folder.attempts.path()))
    }

    @Test func `that is wrong now and then does not wait`() async throws {
        _ = try await folder.open(Self.right)
        for minute in 0..<4 {
            let instant = Date.start.addingTimeInterval(Double(minute) * 61)
            #expect(await problem(Self.wrong, at: instant) == .wrongSecret)
        }
        #expect(await problem(Self.right, at: .start.addingTimeInterval(183)) == nil)
    }

    @Test func `waits a minute at most when the clock was set back or the count is not ours`() async throws {
        _ = try await folder.open(Self.right)
        let later = Int64(Date.start.timeIntervalSince1970 * 1000) + 900_000_000
        for text in ["\(later)\n\(later)\n\(later)\n", "nonsense", "1\n2\n3\n4\n", String(repeating: "9", count: 5000)]
        {
            try folder.put(Array(text.utf8), at: folder.attempts)
            #expect(await problem(Self.right, at: .start) == .tooManyAttempts(secondsToWait: 60))
            #expect(await problem(Self.right, at: .start.addingTimeInterval(59)) == .tooManyAttempts(secondsToWait: 1))
        }
        #expect(await problem(Self.right, at: .start.addingTimeInterval(60.5)) == nil)
    }

    @Test func `can be changed, and a machine secret can take its place`() async throws {
        let service = try await folder.open(Self.wrong)
        let key = try await service.makeRoot(.sealing, version: 1)
        let sealed = try await service.seal([1], context: [], with: key)
        let beside = try await folder.open(Self.wrong)
        try await service.reseal(with: Self.right)
        #expect(try await service.open(sealed, context: [], with: key) == [1])
        _ = try await service.makeRoot(.sealing, version: 2)

        #expect(await problem(Self.wrong, at: .start) == .wrongSecret)
        let again = try await folder.open(Self.right)
        #expect(try await again.open(sealed, context: [], with: key) == [1])
        await #expect(throws: RootKeyFileError.sealedAnew) { try await beside.refresh() }
        await #expect(throws: KeyServiceError.failed(reason: RootKeyFileError.sealedAnew.english)) {
            try await beside.makeRoot(.sealing, version: 3)
        }

        try await again.reseal(with: .test)
        #expect(await problem(Self.right, at: .start) == .wrongKindOfSecret)
        #expect(try await folder.open().open(sealed, context: [], with: key) == [1])
        await #expect(throws: RootKeyFileError.secretTooShort(minimum: 12)) {
            try await again.reseal(with: .words("short"))
        }
    }
}
