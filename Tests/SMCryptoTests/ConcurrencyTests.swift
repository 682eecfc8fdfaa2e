import SMCrypto
import SeededRandom
import Testing

@Suite struct `One key serves many tasks at once` {
    private static let tasks = 32
    private static let rounds = 500

    @Test func `HMAC-SM3`() async {
        var random = SeededGenerator(seed: 10)
        let mac = HMACSM3(key: random.bytes(32))
        let messages = (0..<Self.tasks).map { random.bytes($0 * 7) }
        let expected = messages.map { mac.authenticate($0) }
        #expect(await everyTaskSees(expected) { mac.authenticate(messages[$0]) })
    }

    @Test func `SM4 blocks`() async throws {
        var random = SeededGenerator(seed: 11)
        let cipher = try SM4BlockCipher(key: SM4Key(random.bytes(16)))
        let blocks = (0..<Self.tasks).map { _ in random.bytes(16) }
        let expected = try blocks.map { try cipher.encrypt($0) }
        #expect(
            await everyTaskSees(expected) { index in
                let secret = try cipher.encrypt(blocks[index])
                return try cipher.decrypt(secret) == blocks[index] ? secret : []
            }
        )
    }

    @Test func `SM2`() async throws {
        let key = try SM2PrivateKey.generate()
        let valid = try await withThrowingTaskGroup(of: Bool.self) { group in
            for index in 0..<Self.tasks {
                group.addTask { @concurrent in
                    let message = [UInt8(index)]
                    let signature = try key.sign(message)
                    let opened = try key.decrypt(key.publicKey.encrypt(message))
                    return key.publicKey.isValid(signature, for: message) && opened == message
                }
            }
            return try await group.reduce(true) { $0 && $1 }
        }
        #expect(valid)
    }

    private func everyTaskSees(
        _ expected: [[UInt8]],
        _ work: @escaping @Sendable (Int) throws -> [UInt8]
    ) async -> Bool {
        await withTaskGroup(of: Bool.self) { group in
            for index in 0..<Self.tasks {
                group.addTask { @concurrent in
                    (0..<Self.rounds).allSatisfy { _ in (try? work(index)) == expected[index] }  // An error is a miss.
                }
            }
            return await group.reduce(true) { $0 && $1 }
        }
    }
}
