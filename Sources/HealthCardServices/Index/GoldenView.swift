import Foundation
package import HealthCardDomain
import Matching

/// What is held to be true of a person (黄金视图): computed from the newest versions of the live source records each time, and
/// stored nowhere. Each field names the record it comes from.
///
/// - Name, sex, birth date and nation are what most records say; of as many, what was said last.
/// - The number of a document, with its type, is one that passes GB 11643-1999 before any other; then as above.
/// - Phone, address, and a guardian's name and number are what was said last, since they change.
/// - An empty field says nothing.
package struct GoldenView: Sendable, Equatable {
    /// A field's value, and the record that says so.
    package struct Field: Sendable, Equatable {
        package let value: Sensitive<String>
        package let origin: SourceRecordNumber
    }

    /// The fields of the view. The raw values name them outside.
    package enum Name: String, Sendable, CaseIterable {
        case name, sex, birthDate, idType, idNumber, phone, address, nation, guardianName, guardianIDNumber
    }

    package let fields: [Name: Field]

    /// - Parameter records: the newest versions of the person's live records.
    init(_ records: [SourceRecordVersion]) {
        // The order of what was said; of one instant, the higher number came later.
        let records = records.sorted { ($0.registeredAt, $0.number) < ($1.registeredAt, $1.number) }
        var fields: [Name: Field] = [:]
        for (name, part) in Self.lasting { fields[name] = Self.commonest(part, in: records) }
        for (name, part) in Self.changing { fields[name] = Self.last(part, in: records) }
        let valid = records.filter { Self.isValid($0.fields.idNumber) }
        fields[.idNumber] = Self.commonest(\.idNumber, in: valid.isEmpty ? records : valid)
        if let origin = fields[.idNumber]?.origin, let record = records.last(where: { $0.number == origin }) {
            fields[.idType] = Self.last(\.idType, in: [record])
        }
        self.fields = fields
    }

    private static var lasting: [(Name, KeyPath<SourceFields, String>)] {
        [
            (.name, \.name), (.sex, \.sex), (.birthDate, \.birthDate), (.nation, \.nation),
        ]
    }
    private static var changing: [(Name, KeyPath<SourceFields, String>)] {
        [
            (.phone, \.phone), (.address, \.address), (.guardianName, \.guardianName),
            (.guardianIDNumber, \.guardianIDNumber),
        ]
    }

    private static func last(_ part: KeyPath<SourceFields, String>, in records: [SourceRecordVersion]) -> Field? {
        records.last { !$0.fields[keyPath: part].isEmpty }.map {
            Field(value: Sensitive($0.fields[keyPath: part]), origin: $0.number)
        }
    }

    private static func commonest(_ part: KeyPath<SourceFields, String>, in records: [SourceRecordVersion]) -> Field? {
        var said: [String: (count: Int, last: Int)] = [:]
        for (place, record) in records.enumerated() where !record.fields[keyPath: part].isEmpty {
            said[record.fields[keyPath: part], default: (0, 0)].count += 1
            said[record.fields[keyPath: part]]?.last = place
        }
        let best = said.max { ($0.value.count, $0.value.last) < ($1.value.count, $1.value.last) }
        return best.map { Field(value: Sensitive($0.key), origin: records[$0.value.last].number) }
    }

    private static func isValid(_ number: String) -> Bool {
        let digits = Array(number.utf8)
        guard digits.count == 18, let check = CitizenIDNumber.checkCharacter(of17Digits: String(number.dropLast()))
        else { return false }
        return number.last == check
    }
}
