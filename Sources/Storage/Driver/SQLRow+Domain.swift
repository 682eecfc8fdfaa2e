import HealthCardDomain

extension SQLRow {
    func identifier<ID: OpaqueIdentifier>(_ column: Int, as type: ID.Type = ID.self) throws -> ID {
        ID(trusted: try text(column))
    }

    func optionalIdentifier<ID: OpaqueIdentifier>(_ column: Int, as type: ID.Type = ID.self) throws -> ID? {
        try optionalText(column).map { ID(trusted: $0) }
    }

    func label<Code: Label>(_ column: Int, as type: Code.Type = Code.self) throws -> Code {
        Code(trusted: try text(column))
    }

    func optionalLabel<Code: Label>(_ column: Int, as type: Code.Type = Code.self) throws -> Code? {
        try optionalText(column).map { Code(trusted: $0) }
    }

    func department(_ column: Int) throws -> DepartmentCode {
        guard let code = DepartmentCode(try text(column)) else { throw corrupt(column) }
        return code
    }

    /// A list of departments, as `joined(_:)` wrote it.
    func departments(_ column: Int) throws -> [DepartmentCode] {
        try parts(column).map { part in
            guard let code = DepartmentCode(part) else { throw corrupt(column) }
            return code
        }
    }

    /// A list of words of a closed list, as `joined(_:)` wrote it.
    func words<Word: RawRepresentable>(_ column: Int, as type: Word.Type = Word.self) throws -> [Word]
    where Word.RawValue == String {
        try parts(column).map { part in
            guard let word = Word(rawValue: part) else { throw corrupt(column) }
            return word
        }
    }

    /// Splits at spaces by bytes: splitting by characters was the dearest step of a scan.
    private func parts(_ column: Int) throws -> [String] {
        try text(column).utf8.split(separator: UInt8(ascii: " ")).map { String(decoding: $0, as: UTF8.self) }
    }
}

extension SQLValue {
    /// A list of words without spaces, kept in one column because it is only ever read whole.
    static func joined(_ words: some Sequence<String>) -> SQLValue {
        .text(words.joined(separator: " "))
    }
}
