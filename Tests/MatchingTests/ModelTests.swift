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
        #expect(estimator.estimate(name: "learned", from: .standard) == learned)
    }
}
