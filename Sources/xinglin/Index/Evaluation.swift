import Foundation
import Glibc
import HealthCardDomain
import HealthCardServices
import ImportFiles
import Matching
import StorageSQLite

/// One run of `xinglin index evaluate`.
///
/// Memory holds two numbers for each row, and otherwise a few batches.
struct Evaluation {
    private static let pageRows = 1_000
    private static let answeredRecords: Int64 = 128

    let storage: SQLiteStorage
    let model: MatchModel
    let list: ListFile
    let folder: URL
    let batch: Int
    /// Whether queries are asked, too.
    let answers: Bool

    /// What became of the rows, in their order.
    private struct Outcome {
        /// The index to which each was linked when it was registered.
        var indexes: [UInt32] = []
        /// The number of its source record.
        var records: [UInt32] = []
        var candidates = 0
        var mostCandidates = 0
        var reviews = 0

        mutating func add(_ answer: RegistrationAnswer) {
            indexes.append(UInt32(answer.index.value))
            records.append(UInt32(answer.record.number.value))
            candidates += answer.candidates
            mostCandidates = max(mostCandidates, answer.candidates)
            reviews += answer.reviews.count
        }
    }

    /// Registers everything and writes both files.
    ///
    /// - Returns: the figures, one line each.
    func run() async throws -> String {
        let service = IndexService(storage: storage, ambient: .system, running: RunningModel(released: model))
        let clock = ContinuousClock()
        let start = clock.now
        let outcome = try await register(with: service)
        let elapsed = max((clock.now - start) / .seconds(1), 0.001)
        let persons = try await write(outcome)
        if answers { try await writeAnswers(outcome, service) }
        let rows = outcome.indexes.count
        let mean = rows == 0 ? 0 : Double(outcome.candidates) / Double(rows)
        return """
            records \(rows)
            persons \(persons)
            reviews \(outcome.reviews)
            seconds \(Self.tenths(elapsed))
            records per second \(Int(Double(rows) / elapsed))
            candidates per record mean \(Self.tenths(mean)) worst \(outcome.mostCandidates)
            peak memory MiB \(Self.peakKibibytes() / 1_024)
            """
    }

    private func register(with service: IndexService) async throws -> Outcome {
        let rows = try EvaluationRows(list, size: batch)
        var outcome = Outcome()
        var progress = ImportProgress(from: 0, of: list.count)
        try await BulkRegistration(service: service).run(
            make: { try rows.next() },
            seal: { piece in
                try piece.rows.enumerated().map { offset, row in
                    try service.seal(row.fields, as: row.id(line: piece.first + offset))
                }
            },
            done: { piece, answers in
                for answer in answers { outcome.add(answer) }
                progress.advance(rows: answers.count, to: piece.end)
            }
        )
        progress.end()
        return outcome
    }

    /// Writes `clusters.csv` and `review.csv`: another pass over the file gives the record ids.
    ///
    /// - Returns: how many persons there are.
    private func write(_ outcome: Outcome) async throws -> Int {
        let survivors = try await survivors()
        let reviews = try await reviews(outcome)
        let rows = try EvaluationRows(list, size: batch)
        let clusters = try EvaluationFile(folder.appending(path: "clusters.csv"), header: "record_id,cluster_id")
        var persons: Set<UInt32> = []
        var names: [Int: String] = [:]
        while let piece = try rows.next() {
            for (offset, row) in piece.rows.enumerated() {
                let number = piece.first + offset
                let index = outcome.indexes[number]
                let person = survivors[index] ?? index
                persons.insert(person)
                try clusters.add([row.recordID, String(person)])
                if reviews.rows.contains(number) { names[number] = row.recordID }
            }
        }
        try clusters.close()
        let review = try EvaluationFile(
            folder.appending(path: "review.csv"),
            header: "record_id_1,record_id_2,score"
        )
        for (one, other, weight) in reviews.pairs {
            guard let first = names[one], let second = names[other] else { continue }
            try review.add([first, second, Self.bits(weight)])
        }
        try review.close()
        return persons.count
    }

    /// Writes `answers.csv`, in the order of records.
    private func writeAnswers(_ outcome: Outcome, _ service: IndexService) async throws {
        var rows: [UInt32: Int] = [:]
        for (row, record) in outcome.records.enumerated() where rows[record] == nil { rows[record] = row }
        var names: [Int: String] = [:]
        let read = try EvaluationRows(list, size: batch)
        while let piece = try read.next() {
            for (offset, row) in piece.rows.enumerated() { names[piece.first + offset] = row.recordID }
        }
        let file = try EvaluationFile(
            folder.appending(path: "answers.csv"),
            header: "record_id,cluster_id,grade,probability,weight"
        )
        let last = Int64(outcome.records.max() ?? 0)
        var first: Int64 = 1
        while first <= last {
            let end = min(last, first + Self.answeredRecords - 1)
            for answer in try await service.appraise(first...end) {
                guard let row = rows[UInt32(answer.record.value)], let name = names[row] else { continue }
                for candidate in answer.candidates {
                    let probability = Self.probability(candidate.explanation.probability)
                    let weight = Self.bits(DecisionReasons.thousandths(candidate.explanation.weight))
                    try file.add([name, "\(candidate.index)", candidate.grade.rawValue, probability, weight])
                }
            }
            first = end + 1
        }
        try file.close()
    }

    /// The persons of today of all indexes that were merged.
    private func survivors() async throws -> [UInt32: UInt32] {
        var found: [UInt32: UInt32] = [:]
        var last: IndexNumber?
        while true {
            let page = try await storage.read { [last] in
                try $0.index.redirects(after: last, limit: Self.pageRows)
            }
            for (index, survivor) in page { found[UInt32(index.value)] = UInt32(survivor.value) }
            guard let end = page.last?.index else { return found }
            last = end
        }
    }

    /// The open reviews, as pairs of rows.
    private func reviews(
        _ outcome: Outcome
    ) async throws -> (pairs: [(one: Int, other: Int, weight: Int)], rows: Set<Int>) {
        // Of a review only this is kept: its explanation is long, and there are tens of thousands.
        var asked: [(record: UInt32, other: UInt32, weight: Int)] = []
        var last: IndexReview?
        repeat {
            let page = try await storage.read { [last] in
                try $0.indexReviews.open(after: last, limit: Self.pageRows)
            }
            asked += page.map { (UInt32($0.record.value), UInt32($0.otherRecord.value), $0.weight) }
            last = page.last
        } while last != nil
        let wanted = Set(asked.flatMap { [$0.record, $0.other] })
        // A record that was registered again has several rows; the first stands for it.
        var firstRows: [UInt32: Int] = [:]
        for (row, record) in outcome.records.enumerated() where wanted.contains(record) && firstRows[record] == nil {
            firstRows[record] = row
        }
        let pairs = asked.compactMap { review -> (one: Int, other: Int, weight: Int)? in
            guard let one = firstRows[review.record], let other = firstRows[review.other], one != other else {
                return nil
            }
            return (one, other, review.weight)
        }
        return (pairs, Set(pairs.flatMap { [$0.one, $0.other] }))
    }

    /// Thousandths of a bit as bits.
    private static func bits(_ thousandths: Int) -> String {
        let digits = String(thousandths.magnitude)
        let padded = String(repeating: "0", count: max(0, 4 - digits.count)) + digits
        return (thousandths < 0 ? "-" : "") + padded.dropLast(3) + "." + padded.suffix(3)
    }

    /// With six digits behind the point.
    private static func probability(_ value: Double) -> String {
        let digits = String(1_000_000 + DecisionReasons.millionths(value))
        return digits == "2000000" ? "1.000000" : "0." + digits.dropFirst()
    }

    private static func tenths(_ value: Double) -> String {
        let tenths = Int((value * 10).rounded())
        return "\(tenths / 10).\(tenths % 10)"
    }

    /// The most memory that this process had resident; 0 where the system does not tell.
    private static func peakKibibytes() -> Int {
        var usage = rusage()
        guard getrusage(__rusage_who_t(RUSAGE_SELF.rawValue), &usage) == 0 else { return 0 }
        return usage.ru_maxrss
    }
}
