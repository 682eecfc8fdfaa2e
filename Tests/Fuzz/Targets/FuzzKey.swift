import SMCrypto

/// The keys of all targets; they protect nothing.
enum FuzzKey {
    static let sm2: SM2PrivateKey = {
        do {
            return try SM2PrivateKey(rawRepresentation: [UInt8](repeating: 7, count: 32))
        } catch {
            preconditionFailure("the number 0707… is a private key: \(error)")
        }
    }()

    static let row: RowKey = {
        do {
            let branch = try BranchKey(secret: SecretBytes([UInt8](repeating: 9, count: 32)), version: 1)
            return try branch.rowKey(table: "residents", row: [1])
        } catch {
            preconditionFailure("32 bytes are a branch key: \(error)")
        }
    }()
}
