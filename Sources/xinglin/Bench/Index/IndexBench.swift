import Foundation
import HealthCardDomain
import HealthCardServices
import Synchronization

/// An index that a benchmark filled, or fills.
struct IndexBench {
    /// What was read, by name; times in milliseconds where the name does not say otherwise.
    typealias Readings = [String: Double]

    let storage: any StorageEngine
    let service: IndexService
    let registrations = MadeUpRegistrations(seed: 1)
    /// How many registrations there are; the next has this number.
    let count: Int

    init(storage: any StorageEngine) async throws {
        self.storage = storage
        service = IndexService(storage: storage, ambient: .system)
        count = try await Self.count(in: storage, registrations)
    }

    /// Registrations come in the order of their numbers, so the first that is missing is found by halving.
    private static func count(in storage: any StorageEngine, _ registrations: MadeUpRegistrations) async throws -> Int {
        try await storage.read { store in
            func isThere(_ number: Int) throws -> Bool {
                try store.sourceRecords.find(registrations.id(number)) != nil
            }
            var (low, high) = (0, 1)
            while try isThere(high - 1) { (low, high) = (high, high * 2) }
            while low < high {
                let middle = (low + high) / 2
                if try isThere(middle) { low = middle + 1 } else { high = middle }
            }
            return low
        }
    }

    /// Whether this registration came. Below `count` one may be missing whose request was cut off.
    func isOnFile(_ id: SourceRecordID) async throws -> Bool {
        try await storage.read { try $0.sourceRecords.find(id) != nil }
    }

    /// Files the institutions of the registrations, and registers in bulk.
    func fill(persons: Int, batch: Int) async throws -> Readings {
        try await storage.write { store in
            for institution in MadeUpRegistrations.institutions {
                guard try store.access.institution(institution.code) == nil else { continue }
                try store.access.save(institution)
            }
        }
        let end = MadeUpRegistrations.registrations(of: persons)
        let start = Start()
        let next = Mutex(count)
        var progress = ImportProgress(from: Int64(count), of: Int64(end))
        var (done, candidates, reviews) = (0, 0, 0)
        // The rate of the last tenth, in which the tables are as large as they get.
        var lastTenth: (at: Start, done: Int)?
        try await BulkRegistration(service: service).run(
            make: { () -> Range<Int>? in
                next.withLock { place in
                    guard place < end else { return nil }
                    defer { place = min(place + batch, end) }
                    return place..<min(place + batch, end)
                }
            },
            seal: { [service, registrations] numbers in
                try numbers.map { try service.seal(registrations.fields($0), as: registrations.id($0)) }
            },
            done: { numbers, answers in
                done += answers.count
                for answer in answers {
                    candidates += answer.candidates
                    reviews += answer.reviews.count
                }
                progress.advance(rows: answers.count, to: Int64(numbers.upperBound))
                if lastTenth == nil, numbers.upperBound * 10 >= end * 9 { lastTenth = (Start(), done) }
            }
        )
        progress.end()
        let spent = start.spent
        var readings: Readings = [
            "records": Double(done), "seconds": spent.seconds, "cpu_seconds": spent.cpuSeconds,
            "candidates": Double(candidates), "reviews": Double(reviews), "peak_mib": Start.peakMebibytes,
            "indexes": Double(try await storage.read { try $0.index.personCount() }),
        ]
        if let lastTenth, lastTenth.done < done {
            readings["last_tenth_per_second"] = Double(done - lastTenth.done) / lastTenth.at.spent.seconds
        }
        return readings
    }

    func register(_ times: Int) async throws -> Readings {
        let start = Start()
        var readings = try await Latencies.read(times) { turn in
            let number = count + turn
            _ = try await service.register(registrations.fields(number), as: registrations.id(number))
        }.readings
        readings["cpu_ms"] = start.spent.cpuSeconds / Double(times) * 1_000
        return readings
    }

    func register(_ times: Int, clients: Int) async throws -> Readings {
        let start = Start()
        let latencies = try await withThrowingTaskGroup(of: Latencies.self) { group in
            for client in 0..<clients {
                group.addTask {
                    var latencies = Latencies()
                    for number in stride(from: count + client, to: count + times, by: clients) {
                        try await latencies.time {
                            _ = try await service.register(registrations.fields(number), as: registrations.id(number))
                        }
                    }
                    return latencies
                }
            }
            return try await group.reduce(into: Latencies()) { $0.add($1) }
        }
        let spent = start.spent
        var readings = latencies.readings
        readings["per_second"] = Double(times) / spent.seconds
        readings["cpu_ms"] = spent.cpuSeconds / Double(times) * 1_000
        return readings
    }

    func match(_ times: Int) async throws -> Readings {
        try await Latencies.read(times) { turn in
            let number = count + turn
            let record = try service.seal(registrations.fields(number), as: registrations.id(number))
            _ = try await service.forecast([record])
        }.readings
    }

    func lookUp(_ times: Int) async throws -> Readings {
        var chance = SeededGenerator(seed: 7)
        return try await Latencies.read(times) { _ in
            let id = registrations.id(Int.random(in: 0..<count, using: &chance))
            do {
                _ = try await service.person(service.index(of: id))
            } catch IndexRefusal.recordUnknown {
                // One whose request was cut off is not there; that is found out in the same way.
                guard try await !isOnFile(id) else { throw IndexRefusal.recordUnknown }
            }
        }.readings
    }
}
