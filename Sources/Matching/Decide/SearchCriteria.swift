/// What a search asks for: every field that was given has to be met exactly, after the same reading as records have.
///
/// Name and birth date have to stand in one record of the person; whatever else was asked may stand in any.
package struct SearchCriteria: Sendable {
    private let query: RecordContents
    /// Whether everything that was given could be read. A placeholder for a phone and a name that is none are nobody's.
    package let isReadable: Bool

    /// - Parameter fields: what was asked; an empty field was not. A sex that is unknown or not stated was not either.
    package init(_ fields: SourceFields) {
        query = RecordContents(fields)
        isReadable =
            (fields.name.isEmpty || !query.names.isEmpty) && (fields.birthDate.isEmpty || query.birth != nil)
            && (fields.idNumber.isEmpty || !query.documents.isEmpty) && (fields.phone.isEmpty || !query.phones.isEmpty)
            && (fields.address.isEmpty || !query.address.isEmpty) && (fields.nation.isEmpty || query.nation != 0)
    }

    /// The keys under which everybody lies who meets the criteria; none where the search cannot begin with what was given.
    package var keys: [BlockKey] {
        var keys = BlockKeys()
        for document in query.documents {
            if document.isOfResident {
                keys.add(.number, cap: 0, .bytes(document.text))
            } else if document.kind != .hongKongMacaoPass {
                keys.add(.document, cap: 0, .bytes(document.text))
            } else {
                keys.add(.document, cap: 0, .bytes(Array(document.text.suffix(8))))
            }
        }
        for phone in query.phones { keys.add(.phone, cap: 0, .integer(phone)) }
        if let name = query.names.first {
            keys.add(.name, cap: 0, .symbols(name.symbols))
            if let birth = query.birth, birth.isWhole {
                keys.add(.nameAndBirth, cap: 0, .bytes(name.keyLetters), .date(birth.packed))
            }
        }
        return keys.keys
    }

    /// Whether a person meets everything that was asked.
    ///
    /// - Parameter records: all live records of the person.
    package func areMet(by records: [MatchRecord]) -> Bool {
        records.contains(where: meetsNameAndBirth)
            && isMet(query.sex != 0, records) { $0.bestSex == query.sex }
            && isMet(query.nation != 0, records) { $0.nation == query.nation }
            && query.documents.allSatisfy { asked in
                records.contains { $0.documents.contains { $0.isSame(as: asked) } }
            }
            && query.phones.allSatisfy { asked in records.contains { $0.phones.contains(asked) } }
            && isMet(!query.address.isEmpty, records) {
                AddressComparator.level($0.address, query.address) >= .house
            }
    }

    private func meetsNameAndBirth(_ record: MatchRecord) -> Bool {
        if let name = query.names.first, !record.names.contains(where: { $0.symbols == name.symbols }) { return false }
        guard let asked = query.birth else { return true }
        return record.births.contains { birth in
            birth.year == asked.year && (asked.month == 0 || birth.month == asked.month)
                && (asked.day == 0 || birth.day == asked.day)
        }
    }

    private func isMet(_ isAsked: Bool, _ records: [MatchRecord], _ meets: (MatchRecord) -> Bool) -> Bool {
        !isAsked || records.contains(where: meets)
    }
}
