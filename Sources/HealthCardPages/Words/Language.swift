import HealthCardDomain

/// The languages of the pages; the raw value is the language tag of the document.
package enum Language: String, Sendable, CaseIterable {
    case chinese = "zh-CN"
    case english = "en"

    /// What a link and the cookie say.
    var short: String {
        switch self {
        case .chinese: "zh"
        case .english: "en"
        }
    }

    var other: Language {
        switch self {
        case .chinese: .english
        case .english: .chinese
        }
    }

    var words: Words {
        switch self {
        case .chinese: .chinese
        case .english: .english
        }
    }

    /// The terms as they are shown, and consented to, in this language.
    var terms: ConsentTerms {
        switch self {
        case .chinese: .current(in: .chinese)
        case .english: .current(in: .english)
        }
    }

    init?(short: String) {
        guard let found = Language.allCases.first(where: { $0.short == short }) else { return nil }
        self = found
    }

    /// The first of our languages that the browser asks for; Chinese where it asks for neither.
    init(accepting header: String?) {
        let tags = (header ?? "").split(separator: ",").prefix(16).map { $0.drop { $0 == " " }.prefix(2).lowercased() }
        self = tags.lazy.compactMap(Language.init(short:)).first ?? .chinese
    }
}
