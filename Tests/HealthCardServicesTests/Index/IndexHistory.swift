import Foundation
import HealthCardDomain
import HealthCardServices
import Matching
import SeededRandom
import TestSupport
import Testing

/// One random history of a few people in a world that has others too, and what must hold after it.
struct IndexHistory {
    /// People of one history; each history has its own.
    static let people = 4
    private static let steps = 14
    private static let institutions = 4

    let world: IndexWorld
    /// The first person of this history.
    let first: Int
    var generator: SeededGenerator
    /// Local ids that were registered.
    private var ids: [SourceRecordID] = []
    /// Index numbers that were seen.
    private var numbers: Set<IndexNumber> = []
    /// What was held apart by the numbers themselves, and not withdrawn.
    private var apart: Set<ApartPair> = []
    /// Blocks of everything that was ever said.
    private var blocks: Set<BlindBlock> = []

    init(_ world: IndexWorld, first: Int, seed: UInt64) {
        self.world = world
        self.first = first
        generator = SeededGenerator(seed: seed)
    }

    mutating func run() async throws {
        for _ in 0..<3 { try await register() }
        for _ in 0..<Self.steps {
            switch Int.random(in: 0..<12, using: &generator) {
            case 0...4: try await register()
            case 5: try await unlink()
            case 6: try await link()
            case 7: try await merge()
            case 8: try await unmerge()
            case 9: try await holdApart()
            case 10: try await withdraw()
            default: try await mergeAndUnmerge()
            }
        }
        try await check()
    }

    private mutating func any<Value>(_ values: some Collection<Value>) -> Value? {
        values.randomElement(using: &generator)
    }

    private mutating func register() async throws {
        let person = first + Int.random(in: 0..<Self.people, using: &generator)
        let institution = Int.random(in: 1...Self.institutions, using: &generator)
        let id = try MadeUpRegistration.id(person, at: institution)
        // Now and then a local id goes to somebody else, and now and then something changes.
        let speaker = Int.random(in: 0..<8, using: &generator) == 0 ? first : person
        var fields = MadeUpRegistration.fields(speaker, at: institution, localID: id.localID.value.exposed)
        if Bool.random(using: &generator) { fields.phone = "139" + String(10_000_000 + first * 3 + person % 3) }
        if Int.random(in: 0..<4, using: &generator) == 0 { fields.idNumber = "" }
        let answer = try await world.register(fields, id)
        if !ids.contains(id) { ids.append(id) }
        numbers.insert(answer.index)
        let keys = MatchRecord(fields).blockKeys
        let blind = try await world.storage.read { try $0.index.blind(keys) }
        for (key, number) in zip(keys, blind) { blocks.insert(BlindBlock(number: number, kind: key.kind, cap: 1_000)) }
    }

    private mutating func unlink() async throws {
        guard let id = any(ids) else { return }
        try await trying { try await $0.unlink(id, by: IndexWorld.reviewer) }
    }

    private mutating func link() async throws {
        guard let id = any(ids), let number = any(numbers.sorted()) else { return }
        try await trying { try await $0.link(id, to: number, by: IndexWorld.reviewer) }
    }

    private mutating func merge() async throws {
        guard let one = any(numbers.sorted()), let other = any(numbers.sorted()) else { return }
        try await trying { try await $0.merge(one, into: other, by: IndexWorld.reviewer) }
    }

    private mutating func unmerge() async throws {
        guard let one = any(numbers.sorted()) else { return }
        let isHeld = Bool.random(using: &generator)
        try await trying { try await $0.unmerge(one, by: IndexWorld.reviewer, holdingApart: isHeld) }
    }

    private mutating func holdApart() async throws {
        guard let one = any(numbers.sorted()), let other = any(numbers.sorted()), one != other else { return }
        let isDone = try await trying { try await $0.holdApart(one, other, by: IndexWorld.reviewer) }
        if isDone { apart.insert(ApartPair(one, other)) }
    }

    private mutating func withdraw() async throws {
        guard let pair = any(apart.sorted { ($0.lower, $0.higher) < ($1.lower, $1.higher) }) else { return }
        let (one, other) = (
            try await world.service.person(pair.lower).index.number,
            try await world.service.person(pair.higher).index.number
        )
        try await world.service.withdrawApart(one, other, by: IndexWorld.reviewer)
        var left: Set<ApartPair> = []
        for known in apart {
            let sides: Set = [
                try await world.service.person(known.lower).index.number,
                try await world.service.person(known.higher).index.number,
            ]
            if sides != [one, other] { left.insert(known) }
        }
        apart = left
    }

    /// A merge and its un-merge leave the outside as it was.
    private mutating func mergeAndUnmerge() async throws {
        guard let one = any(numbers.sorted()), let other = any(numbers.sorted()) else { return }
        let source = try await world.service.person(one).index.number
        let before = try await world.picture(of: numbers.sorted())
        let reviews = try await world.service.openReviews(limit: 10_000)
        guard try await trying({ try await $0.merge(one, into: other, by: IndexWorld.reviewer) }) else { return }
        try await world.service.unmerge(source, by: IndexWorld.reviewer, holdingApart: false)
        #expect(try await world.picture(of: numbers.sorted()) == before)
        #expect(try await world.service.openReviews(limit: 10_000) == reviews)
    }

    /// Does what the index may refuse.
    ///
    /// - Returns: whether it did not.
    @discardableResult
    private func trying<Value>(_ act: (IndexService) async throws -> Value) async throws -> Bool {
        world.clock.advance(by: 1)
        do {
            _ = try await act(world.service)
            return true
        } catch is IndexRefusal {
            return false
        }
    }

    private mutating func check() async throws {
        for id in ids { numbers.insert(try await world.service.why(id).index) }
        let (known, pairs, ids, blocks) = (numbers.sorted(), apart, ids, blocks)
        try await world.storage.read { store in
            var survivors: [IndexNumber: IndexNumber] = [:]
            for number in known {
                let person = try #require(try store.index.find(number))
                survivors[number] = person.survivor
                let survivor = try #require(try store.index.find(person.survivor))
                #expect(survivor.retiredInto == nil)
                // The redirects lead there step by step.
                var step = person
                while let next = step.retiredInto { step = try #require(try store.index.find(next)) }
                #expect(step.number == person.survivor)
                #expect((try store.index.merge(of: number) == nil) == (person.retiredInto == nil))
                let events = try store.index.events(of: number)
                #expect(events.map(\.version) == Array(1...person.version))
                #expect(events.first?.kind == .create)
            }
            for pair in pairs { #expect(survivors[pair.lower] != survivors[pair.higher]) }
            try Self.checkLinks(ids, blocks, store)
            for review in try store.indexReviews.undecided(naming: known) {
                let (one, other) = (
                    try #require(try store.index.find(review.lower)).survivor,
                    try #require(try store.index.find(review.higher)).survivor
                )
                let isOpen =
                    try one != other && store.indexReviews.apart(among: [one, other]).isEmpty
                    && [one, other].allSatisfy { try !store.index.liveLinks(of: [$0], limit: 1).isEmpty }
                #expect(review.state == (isOpen ? .open : .settled))
            }
        }
    }

    /// Every record has one live link, and its index stands under just the blocks of its live records.
    private static func checkLinks(
        _ ids: [SourceRecordID],
        _ blocks: Set<BlindBlock>,
        _ store: any Repositories
    ) throws {
        for id in ids {
            let record = try #require(try store.sourceRecords.find(id))
            let links = try store.index.links(of: record.number)
            #expect(links.filter { $0.validUntil == nil }.count == 1)
            #expect(links.last?.validUntil == nil)
            #expect(links.last?.record.version == record.version)
            #expect(links.map(\.number) == Array(1...links.count))
        }
        let ordered = blocks.sorted { $0.number < $1.number }
        let members = try store.index.members(under: ordered)
        var (found, wanted): (Set<[Int64]>, Set<[Int64]>) = ([], [])
        for member in members { found.insert([ordered[member.position].number, member.member.value]) }
        for index in Set(members.map(\.member)).union(
            try ids.map { id in
                let record = try #require(try store.sourceRecords.find(id))
                return try #require(try store.index.link(of: record.number)).index
            }
        ) {
            for link in try store.index.liveLinks(naming: index) {
                for (_, encoded) in try store.sourceRecords.matching(of: link.statements) {
                    for block in try store.index.blind(MatchRecord(encoded: encoded).blockKeys) {
                        wanted.insert([block, index.value])
                    }
                }
            }
        }
        let shared = Set(ordered.map(\.number))
        #expect(found == wanted.filter { shared.contains($0[0]) })
    }
}
