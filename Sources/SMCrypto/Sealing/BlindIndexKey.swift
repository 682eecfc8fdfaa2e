import Synchronization

/// Makes the value under which a sealed column can be looked up for equality: HMAC-SM3 of the normalised text under a
/// key of its own for each column, cut to 16 bytes.
///
/// Equal texts of one column have equal values, so who reads the database sees which rows agree. Who has this key can
/// compute the value of every possible number: it must be guarded as the numbers themselves. Never index a column that
/// takes few values.
package final class BlindIndexKey: Sendable, RedactedSecret {
    /// Bytes of a value.
    package static let length = 16
    /// Columns whose keys are kept ready; the keys of any more are derived at each call.
    package static let columnLimit = 64

    private let secret: SecretBytes
    private let columns = Mutex<[String: HMACSM3]>([:])

    /// Takes a secret of at least 32 random bytes.
    ///
    /// - Throws: `CryptoRefusal.malformedKey` for a shorter one.
    package init(secret: SecretBytes) throws(CryptoRefusal) {
        guard secret.count >= SM3.digestLength else { throw .malformedKey }
        self.secret = secret
    }

    /// The value of a text, 16 bytes.
    ///
    /// - Parameters:
    ///   - normalised: the text in the one form its column compares in.
    ///   - column: table and column, such as `persons.id_number`.
    package func index(of normalised: String, column: String) -> [UInt8] {
        Array(key(of: column).authenticate(Array(normalised.utf8)).prefix(Self.length))
    }

    /// The values of many keys of one column, cut to 64 bits: for a table with many rows, where another key in the same
    /// place does no harm.
    ///
    /// - Parameter keys: each in the one form its column compares in.
    package func numbers(of keys: [[UInt8]], column: String) -> [Int64] {
        key(of: column).numbers(of: keys)
    }

    private func key(of column: String) -> HMACSM3 {
        if let known = columns.withLock({ $0[column] }) { return known }
        let derived = derive(column)
        columns.withLock { columns in
            if columns.count < Self.columnLimit { columns[column] = derived }
        }
        return derived
    }

    private func derive(_ column: String) -> HMACSM3 {
        let info = AssociatedData.open([Array("xinglin.index.1".utf8), Array(column.utf8)])
        do {
            return try HMACSM3(
                secret: HKDFSM3.derive(secret: secret, salt: [], info: info, length: SM3.digestLength)
            )
        } catch {
            preconditionFailure("libcrypto could not derive the key of an index: \(error)")
        }
    }
}
