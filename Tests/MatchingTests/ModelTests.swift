import Matching
import SeededRandom
import Testing

struct ModelTests {
    @Test(arguments: [MatchModel.standard, .latin]) func `a model is what its text says`(model: MatchModel) throws {
        #expect(try MatchModel(text: model.text) == model)
    }

    @Test func `a damaged text is no model`() {
        #expect(throws: MatchModelDamage.incomplete) { try MatchModel(text: "") }
        #expect(throws: MatchModelDamage.line(2)) { try MatchModel(text: "model x\nlevel name 99 1 1\n") }
    }

    @Test func `probability rises with the weight`() {
        let steps = stride(from: -30.0, through: 40, by: 0.5).map { MatchModel.standard.probability(of: $0) }
        #expect(zip(steps, steps.dropFirst()).allSatisfy { $0 <= $1 })
        #expect(steps.allSatisfy { (0...1).contains($0) })
    }

    /// A thousand made-up people whose phone is right in nine of ten second records, where the model starts at two of
    /// three.
    @Test func `the estimator learns how often phones agree, and always the same`() throws {
        var generator = SeededGenerator(seed: 5)
        let names = ["张伟", "王芳", "李强", "赵敏", "陈静", "周涛", "吴磊", "郑洁"]
        func person(_ number: Int) -> MatchRecord {
            let phone =
                Int.random(in: 0..<10, using: &generator) == 0
                ? 13_700_000_000 + number * 97 : 13_912_000_000 + number * 31
            let day = 10 + number % 18
            return record(
                names[number % 8],
                birth: "19\(50 + number % 47)-\(10 + number % 3)-\(day)",
                sex: "1",
                phone: "\(phone)"
            )
        }
        var estimator = ModelEstimator()
        #expect(estimator.estimate(name: "early", from: .standard) == nil)
        for number in 0..<1_500 {
            let one = person(number)
            estimator.addCandidates(one, person(number))
            estimator.addRandom(one, person(number + Int.random(in: 1...700, using: &generator)))
        }
        let learned = try #require(estimator.estimate(name: "learned", from: .standard))
        let phone = try #require(learned.levels[.phone]?.last ?? nil)
        #expect(abs(phone.agreeing - 0.81) < 0.06)
        // Levels that no pair shows stay near what they were.
        let changes = learned.changes(from: .standard).compactMap { $0.after }
        #expect(!changes.isEmpty && changes.allSatisfy { $0 > -15 })
        #expect(estimator.estimate(name: "learned", from: .standard) == learned)
    }

    /// Decisions carry the model's name for ever, so that one name stands for one set of figures: whoever changes a figure
    /// of the standard model changes its name as well, and then this.
    @Test func `the figures under the name of the standard model are frozen`() {
        var sum: UInt64 = 0xCBF2_9CE4_8422_2325
        for byte in MatchModel.standard.text.utf8 { sum = (sum ^ UInt64(byte)) &* 0x100_0000_01B3 }
        #expect(MatchModel.standard.name == "xinglin-1/0")
        #expect(String(sum, radix: 16) == "705d55671172754f")
    }

    @Test(arguments: ["review-line nan", "review-line inf", "proving-line -inf"])
    func `a line that is no number is damage`(line: String) {
        #expect(throws: MatchModelDamage.line(2)) { try MatchModel(text: "model x/1\n\(line)\n") }
    }

    @Test func `what two models state differently is told by field and level`() throws {
        var other = MatchModel.standard.named("xinglin-1/1")
        #expect(other.changes(from: .standard).isEmpty)
        let phone = try #require(other.levels[.phone]?.last ?? nil)
        let line = "level phone 4 \(phone.agreeing) \(phone.random)"
        other = try MatchModel(text: other.text.replacing(line, with: "level phone 4 0.5 0.0078125"))
        let changes = other.changes(from: .standard)
        #expect(changes.map(\.field) == [.phone] && changes.map(\.level) == ["equal"])
        #expect(changes.first?.after == 6)
        #expect(abs((changes.first?.before ?? 0) - 11) < 0.001)
    }

    @Test func `a weight is the least that stands for a probability`() throws {
        let model = MatchModel.standard
        for weight in [-3.5, 0, 2.5, 12, 24] {
            let probability = model.probability(of: weight)
            #expect(abs(try #require(model.weight(of: probability)) - weight) < 0.001)
        }
        #expect(model.weight(of: 1) == nil)
    }

    /// A model whose weights are all higher says the same of the same pairs, and asks about the same.
    @Test func `a fitted line says of pairs what the model before it said, and persons overrule it`() throws {
        var generator = SeededGenerator(seed: 9)
        let names = ["张伟", "王芳", "李强", "赵敏", "陈静", "周涛"]
        var (fit, answered) = (CalibrationFit(), CalibrationFit())
        var pairs: [(MatchRecord, MatchRecord)] = []
        for number in 0..<2_000 {
            let year = 1950 + number % 50
            let phone = "139\(10_000_000 + number * 37)"
            let isOther = Bool.random(using: &generator)
            let one = record(names[number % 6], birth: "\(year)-05-0\(1 + number % 9)", sex: "1", phone: phone)
            let other = record(
                names[(number + (isOther ? 1 : 0)) % 6],
                birth: "\(year)-0\(isOther ? 6 : 5)-0\(1 + number % 9)",
                sex: Bool.random(using: &generator) ? "1" : "2",
                phone: Bool.random(using: &generator) ? phone : "138\(10_000_000 + number * 41)"
            )
            pairs.append((one, other))
            let candidate = CandidatePerson(index: 1, records: [other])
            let counts = BlockCounts(persons: 10_000, counts: [:])
            fit.add(one, candidate, counts: counts)
            answered.add(one, candidate, counts: counts, isSame: true)
        }
        let text = MatchModel.standard.text.split(separator: "\n").map { line -> String in
            let columns = line.split(separator: " ")
            guard columns.first == "level", let random = Double(columns[4]) else { return String(line) }
            return columns.dropLast().joined(separator: " ") + " \(random / 2)"
        }
        let higher = try MatchModel(text: text.joined(separator: "\n"))
        let fitted = fit.fit(higher, from: .standard)
        let (before, after) = (MatchEngine(model: .standard), MatchEngine(model: fitted))
        let errors = pairs.map { one, other in
            abs(
                before.compare(one, other, persons: 10_000).probability
                    - after.compare(one, other, persons: 10_000).probability
            )
        }
        #expect(errors.reduce(0, +) / Double(errors.count) < 0.05)
        #expect(fitted.reviewLine > MatchModel.standard.reviewLine + 1)
        let trusting = answered.fit(higher, from: .standard)
        #expect(pairs.allSatisfy { MatchEngine(model: trusting).compare($0, $1, persons: 10_000).probability == 1 })
        #expect(CalibrationFit().fit(higher, from: .standard) == higher)
    }
}
