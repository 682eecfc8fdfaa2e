import HealthCardDomain
import Matching

/// Finds the guardians of a person, inside one transaction.
struct RelationFinder {
    /// The most guardians that are named.
    static let limit = 16

    let store: any Repositories
    let reader: RecordReader

    /// Every guardian whom the newest versions of a person's live records state, the one stated last first. What several
    /// records say of one guardian is one relation.
    func relations(of person: IndexNumber) throws -> [Relation] {
        let live = try store.index.liveLinks(of: [person], limit: IndexViews.recordLimit)
        let versions = try store.sourceRecords.newest(of: live.map(\.record.number))
            .sorted { ($1.registeredAt, $1.number) < ($0.registeredAt, $0.number) }
        var found: [Relation] = []
        for version in versions where found.count < Self.limit {
            guard let relation = try relation(version, of: person), !found.contains(where: { $0.isSame(as: relation) })
            else { continue }
            found.append(relation)
        }
        return found
    }

    private func relation(_ version: SourceRecordVersion, of person: IndexNumber) throws -> Relation? {
        let (name, number) = (version.fields.guardianName, version.fields.guardianIDNumber)
        if name.isEmpty, number.isEmpty { return nil }
        return Relation(
            name: Sensitive(name),
            idNumber: Sensitive(number),
            statedBy: try version.id,
            statedAt: version.registeredAt,
            index: try holder(of: number, otherThan: person)
        )
    }

    /// The one living person who holds a number. Only whoever lies under the number's blind block is opened, and nobody where
    /// so many do that it is nobody's.
    private func holder(of number: String, otherThan person: IndexNumber) throws -> IndexNumber? {
        guard let key = BlockKey.holder(ofNumber: number) else { return nil }
        let blocks = try store.index.blocks(of: [key])
        let members = try store.index.members(under: blocks)
        guard members.count <= key.cap else { return nil }
        let links = try store.index.liveLinks(of: Set(members.map(\.survivor)).sorted(), limit: MatchEngine.recordsRead)
        let records = try reader.records(links.flatMap(\.statements), in: store)
        let holders = Set(
            links.filter { link in
                link.statements.contains { records[$0]?.holds(number: number) == true }
            }.map(\.survivor)
        )
        return holders.count == 1 ? holders.first.flatMap { $0 == person ? nil : $0 } : nil
    }
}

extension Relation {
    /// Whether both name one guardian: one index, or the same words.
    fileprivate func isSame(as other: Relation) -> Bool {
        if let index, let another = other.index { return index == another }
        return name == other.name && idNumber == other.idNumber
    }
}
