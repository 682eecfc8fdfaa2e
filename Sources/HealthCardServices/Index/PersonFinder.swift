import HealthCardDomain
import Matching

/// Goes through the index for a search, inside one transaction.
struct PersonFinder {
    /// The most persons that may share what a search begins with.
    static let reach = 500
    /// Persons that are opened at once.
    private static let chunk = 16

    let store: any Repositories
    let reader: RecordReader

    /// The persons who meet a search, from behind a pointer on.
    ///
    /// - Throws: `IndexRefusal.searchTooWide`.
    func find(_ search: PersonSearch, after pointer: SearchPointer?, limit: Int) throws -> FoundPersons {
        let criteria = SearchCriteria(search.fields)
        guard criteria.isReadable else { return FoundPersons(persons: [], next: nil) }
        let numbers = try start(search, criteria).filter { $0 > pointer?.after ?? IndexNumber(trusted: 0) }
        var found: [PersonView] = []
        for start in stride(from: 0, to: numbers.count, by: Self.chunk) where found.count <= limit {
            let part = Array(numbers[start..<min(start + Self.chunk, numbers.count)])
            for number in try met(criteria, among: part) where found.count <= limit {
                let view = try IndexViews(store: store).view(number)
                if isKnown(view, search) { found.append(view) }
            }
        }
        let page = Array(found.prefix(limit))
        let next = found.count > limit ? page.last.map { SearchPointer(after: $0.index.number) } : nil
        return FoundPersons(persons: page, next: next)
    }

    /// Everybody who may meet the search, by number.
    private func start(_ search: PersonSearch, _ criteria: SearchCriteria) throws -> [IndexNumber] {
        if let authority = search.authority, let localID = search.localID {
            let id = SourceRecordID(authority: authority, localID: localID)
            guard let record = try store.sourceRecords.find(id), !record.isWithdrawn,
                let link = try store.index.link(of: record.number), let index = try store.index.find(link.index)
            else { return [] }
            return [index.survivor]
        }
        let blocks = try store.index.blocks(of: criteria.keys).map {
            BlindBlock(number: $0.number, kind: $0.kind, cap: Self.reach)
        }
        let counted = try blocks.map { ($0, try store.index.memberCount(under: $0, limit: Self.reach + 1)) }
        guard let (block, count) = counted.min(by: { $0.1 < $1.1 }), count <= Self.reach else {
            throw IndexRefusal.searchTooWide
        }
        return Set(try store.index.members(under: [block]).map(\.survivor)).sorted()
    }

    /// Those of some persons who meet the criteria.
    private func met(_ criteria: SearchCriteria, among numbers: [IndexNumber]) throws -> [IndexNumber] {
        let links = try store.index.liveLinks(of: numbers, limit: IndexViews.recordLimit)
        let records = try reader.records(links.flatMap(\.statements), in: store)
        let ofPersons = Dictionary(grouping: links, by: \.survivor)
        return numbers.filter { number in
            criteria.areMet(by: (ofPersons[number] ?? []).flatMap(\.statements).compactMap { records[$0] })
        }
    }

    private func isKnown(_ view: PersonView, _ search: PersonSearch) -> Bool {
        if search.authority != nil, search.localID != nil { return true }
        if let authority = search.authority { return view.identifiers.contains { $0.authority == authority } }
        if let localID = search.localID { return view.identifiers.contains { $0.localID == localID } }
        return true
    }
}
