import HealthCardDomain
import Matching

/// One thing that the engine says for or against, as it was kept with a review, in words.
package struct ReviewReason: Sendable, Equatable {
    package let chinese: String
    package let english: String
    /// Whether it forbids an automatic link.
    package let isVeto: Bool

    init(chinese: String, english: String, isVeto: Bool = false) {
        self.chinese = chinese
        self.english = english
        self.isVeto = isVeto
    }

    /// A rule by its stored name; `nil` for one of a later release.
    package init?(rule name: String) {
        guard let rule = Rule(rawValue: name) else { return nil }
        self.init(chinese: rule.chinese, english: rule.english)
    }
}

extension DecisionReasons {
    /// The kept lines in words: what forbids an automatic link, then the rule, then the fields in their order. Lines of a
    /// later release, which this one has no words for, are left out.
    package var inWords: [ReviewReason] {
        var found: [ReviewReason] = []
        for line in text.split(separator: "\n") {
            let words = line.split(separator: " ").map(String.init)
            switch words.first {
            case "rule":
                guard let reason = words.last.flatMap(ReviewReason.init(rule:)) else { continue }
                found.append(reason)
            case "veto":
                guard let veto = words.last.flatMap(Veto.init(rawValue:)) else { continue }
                found.append(ReviewReason(chinese: veto.chinese, english: veto.english, isVeto: true))
            case "converted":
                guard let kind = words.last.flatMap(PersonKind.init(rawValue:)) else { continue }
                found.append(
                    ReviewReason(
                        chinese: "原为“\(kind.nameChinese)”登记，已补全身份。",
                        english: "The record was converted: it was \(kind.nameEnglish) before."
                    )
                )
            default:
                guard words.count == 3, let field = MatchField(rawValue: words[0]), let thousandths = Int(words[2])
                else { continue }
                let evidence = Evidence(field: field, level: words[1], weight: Double(thousandths) / 1_000)
                found.append(ReviewReason(chinese: evidence.chinese, english: evidence.english))
            }
        }
        return found.filter(\.isVeto) + found.filter { !$0.isVeto }
    }
}
