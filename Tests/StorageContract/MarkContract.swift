import HealthCardDomain
import HealthCardServices
import Storage
import Testing

struct MarkContract {
    private static func code(_ token: [UInt8]) -> CardCode {
        CardCode(
            dynamic: CardID(trusted: String(repeating: "A", count: 64)),
            token: token,
            recordNumber: AppRecordNumber(trusted: "A0001")
        )
    }

    @Test(arguments: ContractDriver.allCases)
    func `of 64 that present one code at once, one is accepted`(driver: ContractDriver) async throws {
        try await driver.withRegion { storage in
            let code = Self.code(Sample.randomBytes(16))
            let accepted = try await withThrowingTaskGroup(of: Bool.self) { group in
                for _ in 0..<64 {
                    group.addTask { try await storage.write { try $0.marks.markCode(code, at: Sample.instant) } }
                }
                return try await group.reduce(0) { $0 + ($1 ? 1 : 0) }
            }
            #expect(accepted == 1)
        }
    }

    @Test(arguments: ContractDriver.allCases)
    func `a nonce counts once for each app`(driver: ContractDriver) async throws {
        try await driver.withRegion { storage in
            let marked = try await storage.write { store in
                try [("a", "n1"), ("a", "n1"), ("b", "n1"), ("a", "N1")].map { app, nonce in
                    try store.marks.markNonce(nonce, of: AppID(trusted: app), at: Sample.instant)
                }
            }
            #expect(marked == [true, false, true, true])
        }
    }

    @Test(arguments: ContractDriver.allCases)
    func `a purge takes the oldest marks of each kind, at most so many`(driver: ContractDriver) async throws {
        try await driver.withRegion { storage in
            let tokens = (0..<10).map { [UInt8](repeating: $0, count: 16) }
            try await storage.write { store in
                for number in 0..<10 {
                    let instant = Sample.after(milliseconds: number)
                    _ = try store.marks.markNonce("n\(number)", of: Sample.appID, at: instant)
                    _ = try store.marks.markCode(Self.code(tokens[number]), at: instant)
                }
            }
            let limit = Sample.after(milliseconds: 8)
            let gone = try await storage.write { store in
                try (0..<3).map { _ in try store.marks.purge(before: limit, limit: 5) }
            }
            #expect(gone == [10, 6, 0])
            let free = try await storage.write { store in
                try (0..<10).filter { try store.marks.markCode(Self.code(tokens[$0]), at: Sample.instant) }
            }
            #expect(free == Array(0..<8))
        }
    }
}
