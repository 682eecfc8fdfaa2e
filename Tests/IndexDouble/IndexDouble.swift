package import HL7v2
import HealthCardDomain

/// A TEST DOUBLE of the main index: it keeps what it was told in memory, and takes two records for one person where they
/// show the same document and nothing else. It matches nobody otherwise and is no index.
package actor IndexDouble: MainIndexPort {
    /// A fault of the double, to be met on purpose.
    package struct PlannedFault: Error {
        package init() {}
    }

    private var records: [PatientIdentifier: FoundPatient] = [:]
    /// Prior numbers and the ones that survive them.
    private var survivors: [PatientIdentifier: PatientIdentifier] = [:]
    /// What was registered, in order.
    package private(set) var statements: [PatientStatement] = []
    /// What was merged, in order.
    package private(set) var merges: [IdentifierMerge] = []
    /// What was asked by demographics, in order.
    package private(set) var queries: [DemographicQuery] = []
    /// Thrown at the next call, once.
    private var planned: (any Error)?

    package init() {}

    /// Has the next call fail.
    package func plan(_ error: any Error) { planned = error }

    package func register(_ statement: PatientStatement, for sender: Sender) throws {
        try fail()
        statements.append(statement)
        let earlier = records[statement.identifier]
        var record = earlier ?? FoundPatient(identifiers: [statement.identifier])
        record.documents = statement.documents.over(record.documents) ?? []
        record.name = statement.name.over(record.name) ?? ""
        record.gender = statement.gender.over(record.gender) ?? .unknown
        record.birthDate = statement.birthDate.over(record.birthDate) ?? ""
        record.phone = statement.phone.over(record.phone) ?? ""
        record.address = statement.address.over(record.address) ?? ""
        record.nation = statement.nation.over(record.nation) ?? ""
        record.confidence = 100
        records[statement.identifier] = record
    }

    package func merge(_ merge: IdentifierMerge, for sender: Sender) throws {
        try fail()
        guard records[merge.surviving] != nil else { throw MainIndexRefusal.identifierUnknown(merge.surviving) }
        guard records[merge.prior] != nil || survivors[merge.prior] == merge.surviving else {
            throw MainIndexRefusal.identifierUnknown(merge.prior)
        }
        merges.append(merge)
        records[merge.prior] = nil
        survivors[merge.prior] = merge.surviving
    }

    package func identifiers(of identifier: PatientIdentifier, for sender: Sender) throws -> [PatientIdentifier] {
        try fail()
        guard let record = records[survivors[identifier] ?? identifier] else {
            throw MainIndexRefusal.identifierUnknown(identifier)
        }
        return identifiers(of: record)
    }

    package func find(_ query: DemographicQuery, for sender: Sender) throws -> FoundPage {
        try fail()
        queries.append(query)
        let first = try query.pointer.map { pointer in
            guard let first = Int(pointer) else { throw MainIndexRefusal.pointerUnknown }
            return first
        }
        let found = records.values.filter { isMeant($0, by: query) }.compactMap { record in
            answer(record, query.domains)
        }
        let ordered = found.sorted { Self.order($0.identifiers[0], $1.identifiers[0]) }.dropFirst(first ?? 0)
        let page = Array(ordered.prefix(query.limit))
        return FoundPage(page, next: ordered.count > page.count ? String((first ?? 0) + page.count) : nil)
    }

    private func fail() throws {
        guard let planned else { return }
        self.planned = nil
        throw planned
    }

    /// A record with the numbers that are wanted; `nil` where it has none of them.
    private func answer(_ record: FoundPatient, _ domains: [IdentifierDomain]) -> FoundPatient? {
        let identifiers = record.identifiers.filter { domains.isEmpty || domains.contains($0.domain) }
        if identifiers.isEmpty { return nil }
        var answer = FoundPatient(identifiers: identifiers)
        answer.documents = record.documents
        answer.name = record.name
        answer.gender = record.gender
        answer.birthDate = record.birthDate
        answer.phone = record.phone
        answer.address = record.address
        answer.nation = record.nation
        answer.confidence = record.confidence
        return answer
    }

    private func isMeant(_ record: FoundPatient, by query: DemographicQuery) -> Bool {
        (query.name.isEmpty || query.name == record.name)
            && (query.birthDate.isEmpty || query.birthDate == record.birthDate)
            && (query.gender == nil || query.gender == record.gender)
            && (query.phone.isEmpty || query.phone == record.phone)
            && (query.identifierValue.isEmpty || record.identifiers.contains { $0.value == query.identifierValue })
            && (query.identifierDomain == nil || record.identifiers.contains { $0.domain == query.identifierDomain })
    }

    private func identifiers(of record: FoundPatient) -> [PatientIdentifier] {
        let others = records.values.filter { other in
            other.identifiers == record.identifiers || other.documents.contains(where: record.documents.contains)
        }
        return others.flatMap(\.identifiers).sorted(by: Self.order)
    }

    private static func order(_ one: PatientIdentifier, _ other: PatientIdentifier) -> Bool {
        (one.domain.authority, one.value) < (other.domain.authority, other.value)
    }
}
