import HealthCardDomain

extension SQLRow {
    func indexNumber(_ column: Int) throws -> IndexNumber { IndexNumber(trusted: try integer(column)) }

    func optionalIndexNumber(_ column: Int) throws -> IndexNumber? {
        value(column) == .null ? nil : try indexNumber(column)
    }

    func recordNumber(_ column: Int) throws -> SourceRecordNumber { SourceRecordNumber(trusted: try integer(column)) }

    func optionalRecordNumber(_ column: Int) throws -> SourceRecordNumber? {
        value(column) == .null ? nil : try recordNumber(column)
    }
}

extension SQLValue {
    static func integer(_ number: IndexNumber) -> SQLValue { .integer(number.value) }
    static func integer(_ number: SourceRecordNumber) -> SQLValue { .integer(number.value) }
    static func integer(_ number: IndexNumber?) -> SQLValue { number.map { .integer($0.value) } ?? .null }
    static func integer(_ number: SourceRecordNumber?) -> SQLValue { number.map { .integer($0.value) } ?? .null }
}
