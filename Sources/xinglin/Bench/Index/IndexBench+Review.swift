import HealthCardDomain
import HealthCardServices
import Matching

/// What reviewers do, and the engine alone.
extension IndexBench {
    private static let reviewer = OperatorID(trusted: "bench")
    private static let pageRows = 50
    private static let pages = 100
    private static let recordsOfPerson = 50
    private static let scanRows = 10_000
    private static let kernelRecords = 256
    private static let kernelCandidates = 16
    private static let kernelSeconds = 2.0

    /// Opens reviews between strangers until there are as many, then reads.
    func review(open wanted: Int) async throws -> Readings {
        let there = try await storage.read { try $0.reviewQueue.counts().openCount }
        let people = try await persons(atMost: 2 * wanted)
        let half = people.count / 2
        precondition(half > 1, "the index is filled first")
        var (opened, place) = (there, there)
        while opened < wanted {
            precondition(place / half < half, "there are pairs of persons left")
            let places = place..<place + min(1_000, wanted - opened)
            opened += try await storage.write { store in
                try places.filter { try Self.ask($0, about: people, in: store) }.count
            }
            place = places.upperBound
        }
        var readings: Readings = ["open": Double(opened)]
        let counter = try await Latencies.read(Self.pages) { _ in
            _ = try await storage.read { try $0.reviewQueue.counts().openCount }
        }
        for (name, value) in counter.readings { readings["counter_\(name)"] = value }
        var last: IndexReview?
        let page = try await Latencies.read(Self.pages) { _ in
            last = try await storage.read { [last] in try $0.indexReviews.open(after: last, limit: Self.pageRows) }.last
        }
        for (name, value) in page.readings { readings["page_\(name)"] = value }
        let pair = try await Latencies.read(Self.pages) { _ in
            last = try await storage.read { [last] in try $0.indexReviews.open(after: last, limit: 1) }.last
            guard let last else { return }
            _ = try await (service.person(last.lower), service.person(last.higher))
        }
        for (name, value) in pair.readings { readings["pair_\(name)"] = value }
        return readings
    }

    /// Opens a made-up review between two persons, unless somebody is asked about them already.
    private static func ask(_ place: Int, about people: [LiveLink], in store: any Repositories) throws -> Bool {
        let half = people.count / 2
        let (lap, lower) = (place / half, people[place % half])
        let higher = people[half + (place + lap) % half]
        let asked = try store.indexReviews.undecided(naming: [lower.survivor])
        guard !asked.contains(where: { [$0.lower, $0.higher].contains(higher.survivor) }) else { return false }
        let review = IndexReview(
            between: lower.survivor,
            and: higher.survivor,
            record: lower.record.number,
            otherRecord: higher.record.number,
            weight: place * 7_919 % 20_000,
            probability: place * 7_919 % 1_000_000,
            expectedYield: place * 7_919 % 1_000_000,
            reasons: DecisionReasons(model: "bench", text: "name exact 9800\nbirth same 12400"),
            openedAt: Ambient.system.now()
        )
        _ = try store.indexReviews.add(review)
        return true
    }

    /// Persons with a record of each, the lowest index first. Neither kind of number is without gaps.
    private func persons(atMost limit: Int) async throws -> [LiveLink] {
        guard let last = try await storage.read({ try $0.indexScan.lastRecord() }) else { return [] }
        var links: [IndexNumber: LiveLink] = [:]
        for first in stride(from: Int64(1), through: last.value, by: Self.scanRows) where links.count < limit {
            let numbers = first...min(first + Int64(Self.scanRows) - 1, last.value)
            for link in try await storage.read({ try $0.indexScan.liveLinks(ofRecords: numbers) }) {
                links[link.survivor] = links[link.survivor] ?? link
            }
        }
        return links.values.sorted { $0.survivor < $1.survivor }
    }

    /// Merges two persons of half as many records each, and takes it back, again and again.
    func unmerge() async throws -> Readings {
        var persons: [IndexNumber] = []
        var number = count
        while persons.count < Self.recordsOfPerson {
            let answer = try await service.register(registrations.fields(number), as: registrations.id(number))
            if answer.origin == .opened { persons.append(answer.index) }
            number += 1
        }
        let (one, other) = (persons[0], persons[Self.recordsOfPerson / 2])
        for (place, person) in persons.enumerated() where person != one && person != other {
            try await service.merge(person, into: place < Self.recordsOfPerson / 2 ? one : other, by: Self.reviewer)
        }
        var merges = Latencies()
        var unmerges = Latencies()
        for _ in 0..<Self.pages {
            try await merges.time { try await service.merge(other, into: one, by: Self.reviewer) }
            try await unmerges.time { try await service.unmerge(other, by: Self.reviewer, holdingApart: false) }
        }
        var readings = unmerges.readings
        for (name, value) in merges.readings { readings["merge_\(name)"] = value }
        return readings
    }

    /// Compares records in memory and on one thread: scored one by one, and decided upon among persons of one record each.
    func kernel() -> Readings {
        let engine = MatchEngine()
        let records = (0..<Self.kernelRecords).map { MatchRecord(registrations.fields($0)) }
        let persons = records.enumerated().map { CandidatePerson(index: Int64($0 + 1), records: [$1]) }
        let counts = BlockCounts(persons: 1_000_000, counts: [:])
        var weight = 0.0
        let scored = Self.rate { place in
            let other = records[(place.record + place.turn) % records.count]
            weight += engine.weight(records[place.record], other, persons: 1_000_000)
            return 1
        }
        var reviews = 0
        let decided = Self.rate { place in
            let first = (place.record + place.turn) % (records.count - Self.kernelCandidates)
            let among = Array(persons[first..<first + Self.kernelCandidates])
            reviews += engine.decide(records[place.record], among: among, counts: counts).reviews.count
            return among.count
        }
        return [
            "pairs_per_cpu_second": scored, "decided_per_cpu_second": decided,
            // Said so that nothing of the work can be left out.
            "weight": weight, "reviews": Double(reviews),
        ]
    }

    /// Pairs in a second of CPU time, of an act that says how many it compared.
    private static func rate(_ act: (_ place: (turn: Int, record: Int)) -> Int) -> Double {
        let start = Start()
        var (pairs, turn) = (0, 0)
        while start.spent.cpuSeconds < kernelSeconds {
            for record in 0..<kernelRecords { pairs += act((turn, record)) }
            turn += 1
        }
        return Double(pairs) / start.spent.cpuSeconds
    }
}
