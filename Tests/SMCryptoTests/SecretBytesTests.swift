import Foundation
import MemorySearch
import SMCrypto
import Testing

@Suite(.serialized) struct `Secret bytes` {
    @Test(arguments: [0, 1, 32, 4096, 4097, 70_000])
    func `are given back as they were`(count: Int) {
        let bytes = (0..<count).map { UInt8(truncatingIfNeeded: $0 * 7) }
        let secret = SecretBytes(bytes)
        #expect(secret.count == count)
        #expect(secret.exposed == bytes)
        #expect(secret.isEqual(to: SecretBytes(bytes)))
        #expect(!secret.isEqual(to: SecretBytes(bytes + [0])))
        if count > 0 { #expect(!secret.isEqual(to: SecretBytes(bytes.dropLast() + [bytes[count - 1] ^ 1]))) }
    }

    @Test func `print as redacted, and so do all keys of this target`() throws {
        let secret = SecretBytes([UInt8](repeating: 0x41, count: 32))
        let branch = try BranchKey(secret: secret, version: 1)
        let secrets: [Any] = [
            secret, branch, try branch.rowKey(table: "t", row: []), try BlindIndexKey(secret: secret),
            try AuthenticatedCipher(secret: secret, purpose: "p"),
        ]
        for secret in secrets {
            var dumped = ""
            dump(secret, to: &dumped)
            #expect("\(secret)" == "<redacted>")
            #expect(String(reflecting: secret) == "<redacted>")
            #expect(dumped.hasPrefix("- <redacted>"))
            #expect(dumped.split(separator: "\n").count == 1)
        }
    }

    @Test func `empty the array they take over`() {
        var bytes: [UInt8] = [1, 2, 3]
        let secret = SecretBytes(wiping: &bytes)
        #expect(bytes.isEmpty)
        #expect(secret.exposed == [1, 2, 3])
    }

    @Test func `are nowhere in the memory of the process once they are gone`() throws {
        let search = try MemorySearch()
        var secret: SecretBytes? = {
            var bytes = search.needle()
            return SecretBytes(wiping: &bytes)
        }()
        #expect(try search.hits() == 1)
        #expect(secret?.count == MemorySearch.length)
        secret = nil
        #expect(try search.hits() == 0)
    }

    @Test func `lie in pages that are locked and kept out of core dumps, or the process says they do not`() throws {
        let secret = SecretBytes([UInt8](repeating: 1, count: 32))
        let lines = try MemorySearch.lines(of: "/proc/self/smaps").filter { $0.hasPrefix("VmFlags:") }
        let flags = lines.map { $0.split(separator: " ") }
        let isProtected = flags.contains { $0.contains("lo") && $0.contains("dd") }
        if SecretBytes.isMemoryLocked { #expect(isProtected) }
        #expect(secret.count == 32)
    }
}
