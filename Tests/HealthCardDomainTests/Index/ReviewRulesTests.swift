import HealthCardDomain
import Testing

struct ReviewRulesTests {
    @Test(arguments: [
        ([ReviewVerdict](), ReviewRules.Standing.waits), ([.same], .waits), ([.notSame], .decided(.notSame)),
        ([.same, .same], .decided(.same)), ([.same, .notSame], .waits), ([.notSame, .same], .waits),
        ([.same, .notSame, .same], .decided(.same)), ([.same, .notSame, .notSame], .decided(.notSame)),
    ])
    func `joining takes two people, parting one, and a third decides between two`(
        verdicts: [ReviewVerdict],
        standing: ReviewRules.Standing
    ) {
        #expect(ReviewRules().standing(verdicts) == standing)
    }

    @Test func `a region may ask for two people always, or for one`() {
        let careful = ReviewRules(peopleForSame: 2, peopleForNotSame: 2)
        #expect(careful.standing([.notSame]) == .waits)
        #expect(careful.standing([.notSame, .notSame]) == .decided(.notSame))
        let quick = ReviewRules(peopleForSame: 1, peopleForNotSame: 1)
        #expect(quick.standing([.same]) == .decided(.same))
    }

    @Test func `three opinions always decide`() {
        for rules in [ReviewRules(), ReviewRules(peopleForSame: 2, peopleForNotSame: 2)] {
            for first in ReviewVerdict.allCases {
                for second in ReviewVerdict.allCases where second != first {
                    for third in ReviewVerdict.allCases {
                        #expect(rules.standing([first, second, third]) == .decided(third))
                    }
                }
            }
        }
    }
}
