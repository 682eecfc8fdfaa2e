package import HealthCardDomain

/// How many source records of an authority had something in common in a month.
package struct RecordTally: Sendable, Equatable {
    /// What is counted. The texts are stored.
    package enum Kind: Sendable, Hashable {
        /// What the record's number field held, see `NumberCoverage`.
        case number(String)
        /// Nothing was said about a phone.
        case phoneMissing
        /// How the record came to its first index.
        case origin(LinkOrigin)
        /// By which rule the engine linked it.
        case rule(String)

        package var text: String {
            switch self {
            case .number(let coverage): "number \(coverage)"
            case .phoneMissing: "phone missing"
            case .origin(let origin): "origin \(origin.rawValue)"
            case .rule(let rule): "rule \(rule)"
            }
        }

        /// Reads what ``text`` gave; `nil` for anything else.
        package init?(text: String) {
            let words = text.split(separator: " ")
            guard words.count == 2 else { return nil }
            switch words[0] {
            case "number": self = .number(String(words[1]))
            case "phone" where words[1] == "missing": self = .phoneMissing
            case "origin":
                guard let origin = LinkOrigin(rawValue: String(words[1])) else { return nil }
                self = .origin(origin)
            case "rule": self = .rule(String(words[1]))
            default: return nil
            }
        }
    }

    package let authority: AssigningAuthority
    package let month: StatisticsMonth
    package let kind: Kind
    package let count: Int

    package init(authority: AssigningAuthority, month: StatisticsMonth, kind: Kind, count: Int) {
        self.authority = authority
        self.month = month
        self.kind = kind
        self.count = count
    }
}
