import Foundation
import Glibc
import HealthCardDomain
import HealthCardServices
import MemorySearch
import SMCrypto
import SoftwareKeys
import Synchronization
import Testing

@Suite struct `The software key service` {
    private let folder: KeyFolder

    init() throws { folder = try KeyFolder() }

    @Test func `signs what its public key verifies`() async throws {
        let service = try await folder.open()
        let key = try await service.makeRoot(.signing, version: 1)
        let message = Array("授权书".utf8)
        let signature = try await service.sign(message, with: key)
        #expect(try await service.isValid(signature, for: message, by: key))
        #expect(try await !service.isValid(signature, for: message + [0], by: key))
        #expect(service.place == .software)
        #expect(key.locator.count == 16)
    }

    @Test(arguments: [0, 1, 32, 65_536])
    func `opens what it sealed, under the same key and context`(count: Int) async throws {
        let service = try await folder.open()
        let key = try await service.makeRoot(.sealing, version: 1)
        let text = [UInt8](repeating: 7, count: count)
        let sealed = try await service.seal(text, context: [1, 2], with: key)
        #expect(try await service.open(sealed, context: [1, 2], with: key) == text)
        #expect(try await service.seal(text, context: [1, 2], with: key) != sealed)
    }

    @Test func `opens nothing that was changed or belongs elsewhere`() async throws {
        let service = try await folder.open()
        let key = try await service.makeRoot(.sealing, version: 1)
        let other = try await service.makeRoot(.sealing, version: 2)
        let sealed = try await service.seal([1, 2, 3], context: [9], with: key)
        for bit in 0..<(sealed.count * 8) {
            var changed = sealed
            changed[bit / 8] ^= 1 << UInt8(bit % 8)
            await #expect(throws: KeyServiceError.notAuthentic) {
                try await service.open(changed, context: [9], with: key)
            }
        }
        for count in 0..<sealed.count {
            await #expect(throws: KeyServiceError.notAuthentic) {
                try await service.open(Array(sealed[..<count]), context: [9], with: key)
            }
        }
        for context in [[], [8], [9, 0]] as [[UInt8]] {
            await #expect(throws: KeyServiceError.notAuthentic) {
                try await service.open(sealed, context: context, with: key)
            }
        }
        await #expect(throws: KeyServiceError.notAuthentic) {
            try await service.open(sealed, context: [9], with: other)
        }
    }

    @Test func `wraps master keys, and keeps its keys over a restart`() async throws {
        let secret = SecretBytes([UInt8](repeating: 3, count: 32))
        let first = try await folder.open()
        let sealing = try await first.makeRoot(.sealing, version: 1)
        let signing = try await first.makeRoot(.signing, version: 1)
        let wrapped = try await first.wrap(secret, context: [1], with: sealing)
        let code = try await first.mac([5], with: sealing)
        let publicKey = try await first.publicKey(of: signing)
        first.close()

        let second = try await folder.open(ifMissing: .refuse)
        #expect(try await second.unwrap(wrapped, context: [1], with: sealing).isEqual(to: secret))
        #expect(try await second.mac([5], with: sealing) == code)
        #expect(try await second.publicKey(of: signing) == publicKey)
        #expect(code.count == 32)
    }

    @Test func `has codes for sealing keys only, and keeps purposes apart`() async throws {
        let service = try await folder.open()
        let signing = try await service.makeRoot(.signing, version: 1)
        let sealing = try await service.makeRoot(.sealing, version: 1)
        await #expect(throws: KeyServiceError.notSupported(operation: "mac")) {
            try await service.mac([1], with: signing)
        }
        await #expect(throws: KeyServiceError.keyNotUsable) { try await service.sign([1], with: sealing) }
        await #expect(throws: KeyServiceError.keyNotUsable) { try await service.publicKey(of: sealing) }
        await #expect(throws: KeyServiceError.keyNotUsable) { try await service.seal([1], context: [], with: signing) }
        for wrong in [
            RootKey(purpose: .sealing, version: 2, locator: sealing.locator),
            RootKey(purpose: .signing, version: 1, locator: sealing.locator),
            RootKey(purpose: .sealing, version: 1, locator: []),
            RootKey(purpose: .sealing, version: 1, locator: [UInt8](repeating: 0, count: 16)),
        ] {
            await #expect(throws: KeyServiceError.keyNotUsable) {
                try await service.seal([1], context: [], with: wrong)
            }
        }
    }

    @Test func `refuses arguments out of range`() async throws {
        let service = try await folder.open()
        let key = try await service.makeRoot(.sealing, version: 1)
        await #expect(throws: KeyServiceError.badArgument) {
            try await service.seal([UInt8](repeating: 0, count: 65_537), context: [], with: key)
        }
        for count in [-1, 0, 4097] {
            await #expect(throws: KeyServiceError.badArgument) { try await service.randomBytes(count) }
        }
        #expect(try await service.randomBytes(4096).count == 4096)
        await #expect(throws: KeyServiceError.badArgument) { try await service.makeRoot(.sealing, version: 0) }
    }

    @Test func `uses no version twice, not even a destroyed one's`() async throws {
        let service = try await folder.open()
        let key = try await service.makeRoot(.sealing, version: 1)
        await #expect(throws: KeyServiceError.badArgument) { try await service.makeRoot(.sealing, version: 1) }
        try await service.destroyRoot(key)
        await #expect(throws: KeyServiceError.badArgument) { try await service.makeRoot(.sealing, version: 1) }
        service.close()
        let again = try await folder.open()
        await #expect(throws: KeyServiceError.badArgument) { try await again.makeRoot(.sealing, version: 1) }
        _ = try await again.makeRoot(.signing, version: 1)
        _ = try await again.makeRoot(.sealing, version: 2)
    }

    @Test func `opens nothing with a destroyed key, before and after a restart`() async throws {
        let service = try await folder.open()
        let key = try await service.makeRoot(.sealing, version: 1)
        let kept = try await service.makeRoot(.sealing, version: 2)
        let sealed = try await service.seal([1], context: [], with: key)
        let length = try folder.bytes().count
        try await service.destroyRoot(key)
        #expect(try folder.bytes().count == length - 48)
        await #expect(throws: KeyServiceError.keyNotUsable) { try await service.open(sealed, context: [], with: key) }
        try await service.destroyRoot(key)
        let renamed = RootKey(purpose: .sealing, version: 2, locator: key.locator)
        let unknown = RootKey(purpose: .sealing, version: 3, locator: kept.locator)
        for wrong in [renamed, unknown] {
            await #expect(throws: KeyServiceError.keyNotUsable) { try await service.destroyRoot(wrong) }
        }
        let again = try await folder.open()
        await #expect(throws: KeyServiceError.keyNotUsable) { try await again.open(sealed, context: [], with: key) }
        #expect(try await again.seal([1], context: [], with: kept).isEmpty == false)
    }

    @Test func `leaves nothing of a destroyed key in memory`() async throws {
        let search = try MemorySearch()
        let needle = search.needle
        let service = try await folder.open(randomBytes: { count in
            count == 32 ? needle() : (0..<count).map { _ in .random(in: 0...255) }
        })
        let key = try await service.makeRoot(.sealing, version: 1)
        #expect(try search.hits() == 1)
        try await service.destroyRoot(key)
        #expect(try search.hits() == 0)
    }

    @Test func `makes 64 keys at once, and all are in the file`() async throws {
        let service = try await folder.open()
        let keys = try await withThrowingTaskGroup(of: RootKey.self) { group in
            for version in 1...32 as ClosedRange<UInt32> {
                group.addTask { try await service.makeRoot(.sealing, version: version) }
                group.addTask { try await service.makeRoot(.signing, version: version) }
            }
            return try await group.reduce(into: []) { $0.append($1) }
        }
        #expect(Set(keys.map(\.locator)).count == 64)
        let again = try await folder.open()
        for key in keys {
            switch key.purpose {
            case .sealing: #expect(try await !again.seal([1], context: [], with: key).isEmpty)
            case .signing: #expect(try await again.publicKey(of: key) == service.publicKey(of: key))
            }
        }
    }

    @Test func `gives one of 16 callers a version that all want`() async throws {
        let service = try await folder.open()
        let made = await withTaskGroup(of: Bool.self) { group in
            for _ in 0..<16 {
                group.addTask {
                    do throws(KeyServiceError) {
                        _ = try await service.makeRoot(.sealing, version: 1)
                        return true
                    } catch {
                        #expect(error == .badArgument)
                        return false
                    }
                }
            }
            return await group.reduce(0) { $0 + ($1 ? 1 : 0) }
        }
        #expect(made == 1)
    }

    @Test func `shares the file with another process`() async throws {
        let one = try await folder.open()
        let two = try await folder.open()
        let first = try await one.makeRoot(.sealing, version: 1)
        let second = try await two.makeRoot(.sealing, version: 2)
        await #expect(throws: KeyServiceError.badArgument) { try await two.makeRoot(.sealing, version: 1) }
        let sealed = try await two.seal([1], context: [], with: first)
        try await one.refresh()
        #expect(try await one.open(sealed, context: [], with: first) == [1])
        #expect(try await !one.seal([1], context: [], with: second).isEmpty)
        try await two.destroyRoot(first)
        try await one.refresh()
        await #expect(throws: KeyServiceError.keyNotUsable) { try await one.open(sealed, context: [], with: first) }
    }

    @Test func `answers that it is unavailable once closed`() async throws {
        let service = try await folder.open()
        let key = try await service.makeRoot(.sealing, version: 1)
        #expect(service.isAvailable)
        service.close()
        #expect(!service.isAvailable)
        await #expect(throws: KeyServiceError.unavailable) { try await service.seal([1], context: [], with: key) }
        await #expect(throws: KeyServiceError.unavailable) { try await service.makeRoot(.sealing, version: 2) }
        await #expect(throws: KeyServiceError.unavailable) { try await service.randomBytes(1) }
        service.close()
    }

    @Test func `ends a call at its time limit, and what had not begun never takes effect`() async throws {
        let service = try await folder.open(timeLimit: .milliseconds(200))
        let lock = Glibc.open(folder.file.path() + ".lock", O_RDWR | O_CLOEXEC)
        try #require(lock >= 0)
        #expect(flock(lock, LOCK_EX) == 0)
        let outcomes = await withTaskGroup(of: KeyServiceError?.self) { group in
            for version in [1, 2] as [UInt32] {
                group.addTask {
                    do throws(KeyServiceError) {
                        _ = try await service.makeRoot(.sealing, version: version)
                        return nil
                    } catch {
                        return error
                    }
                }
            }
            return await group.reduce(into: []) { $0.append($1) }
        }
        #expect(outcomes == [.timedOut, .timedOut])
        #expect(close(lock) == 0)
        try await service.refresh()
        #expect(try folder.bytes().count <= 117 + 54, "at most the one that had begun")
    }
}
