import HealthCardDomain
import HealthCardServices
import SMCrypto

/// The sealed cells of one row. The row's key is derived once.
struct SealedRow {
    private let keys: any ColumnKeys
    private let purpose: KeyPurpose
    private let table: String
    private let row: [UInt8]
    private var known: (version: UInt32, key: RowKey)?
    /// Asked once, so that all cells of a row and the version beside them are of one key.
    private var branch: BranchKey?

    init(keys: any ColumnKeys, purpose: KeyPurpose, table: String, row: [UInt8]) {
        self.keys = keys
        self.purpose = purpose
        self.table = table
        self.row = row
    }

    /// Seals a text under the current key.
    ///
    /// - Throws: `KeyRefusal.serviceUnavailable`.
    mutating func sealed(_ text: String, _ column: String) throws -> SQLValue { .blob(try cell(text, column)) }

    /// The bytes of a sealed text, for a row that is written later.
    mutating func cell(_ text: String, _ column: String) throws -> [UInt8] {
        try cell(Array(text.utf8), column)
    }

    /// The same of bytes that are no text.
    mutating func cell(_ bytes: [UInt8], _ column: String) throws -> [UInt8] {
        let key = try key(of: sealingKey())
        return key.seal(bytes, column: column, nonce: keys.nonce())
    }

    /// The version of the key that this row's cells are sealed under.
    mutating func version() throws -> UInt32 { try sealingKey().version }

    /// The version of the key that this row's cells are sealed under, for the column beside them.
    mutating func keyVersion() throws -> SQLValue { .integer(Int64(try version())) }

    /// A text that may be absent: an absent one is sealed as an empty one, so that emptying a cell is noticed.
    mutating func sealedIfPresent(_ text: String?, _ column: String) throws -> SQLValue {
        try sealed(text ?? "", column)
    }

    /// Opens what `sealed` wrote.
    ///
    /// - Throws: `KeyRefusal.notAuthentic` for a cell that was changed or comes from another place, `.notFound` where
    ///   its key was destroyed, `.serviceUnavailable`.
    mutating func opened(_ source: SQLRow, _ index: Int, _ column: String) throws -> String {
        let bytes = try openedBytes(source, index, column)
        guard let text = String(validating: bytes, as: UTF8.self) else { throw source.corrupt(index) }
        return text
    }

    /// Opens a cell of bytes that are no text; throws as `opened` does.
    mutating func openedBytes(_ source: SQLRow, _ index: Int, _ column: String) throws -> [UInt8] {
        guard case .blob(let bytes) = source.value(index) else { throw KeyRefusal.notAuthentic }
        let version: UInt32
        do { version = try SealedColumn(bytes).keyVersion } catch { throw KeyRefusal.notAuthentic }
        let key = try key(of: keys.opening(purpose, version: version))
        do { return try key.open(bytes, column: column) } catch is CryptoRefusal { throw KeyRefusal.notAuthentic }
    }

    /// Opens what `sealedIfPresent` wrote.
    mutating func openedIfPresent(_ source: SQLRow, _ index: Int, _ column: String) throws -> String? {
        let text = try opened(source, index, column)
        return text.isEmpty ? nil : text
    }

    private mutating func sealingKey() throws -> BranchKey {
        if let branch { return branch }
        let current = try keys.sealing(purpose)
        branch = current
        return current
    }

    private mutating func key(of branch: BranchKey) throws -> RowKey {
        if let known, known.version == branch.version { return known.key }
        let key = try branch.rowKey(table: table, row: row)
        known = (branch.version, key)
        return key
    }
}
