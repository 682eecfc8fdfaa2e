import ArgumentParser
import HealthCardDomain

/// How many people a review of the index takes (docs/index.md).
struct ReviewOptions: ParsableArguments {
    @Option(help: "Reviewers who must say that two persons are the same before they are merged; 1 or 2.")
    var reviewersForSame = ReviewRules().peopleForSame

    @Option(help: "Reviewers who must say that two persons are not the same before they are held apart; 1 or 2.")
    var reviewersForNotSame = ReviewRules().peopleForNotSame

    func validate() throws {
        for (name, count) in [
            ("--reviewers-for-same", reviewersForSame), ("--reviewers-for-not-same", reviewersForNotSame),
        ] where !(1...2).contains(count) {
            throw ValidationError("\(name) must be 1 or 2")
        }
    }

    var rules: ReviewRules { ReviewRules(peopleForSame: reviewersForSame, peopleForNotSame: reviewersForNotSame) }
}
