import SMCrypto

/// The terms a resident accepts before a card is opened, in one edition and one language (`D11`; 个人信息保护法 §14, §17).
///
/// An edition that was shown once is never changed: a new wording is a new edition, and asks for a new consent.
package struct ConsentTerms: Sendable, Hashable {
    /// The languages the terms are written in; the raw value is the language tag.
    package enum Language: String, Sendable, CaseIterable {
        case chinese = "zh-CN"
        case english = "en"
    }

    /// Counts up from 1.
    package let edition: Int
    package let language: Language
    package let text: String
    /// SM3 over the text in UTF-8, 32 bytes: what a consent names.
    package let digest: [UInt8]

    package init(edition: Int, language: Language, text: String) {
        self.edition = edition
        self.language = language
        self.text = text
        digest = SM3.hash(Array(text.utf8))
    }

    /// Every edition there was, newest first.
    package static let all: [ConsentTerms] = [
        ConsentTerms(
            edition: 1,
            language: .chinese,
            text: """
                您的姓名与证件号码只用于建立和查找您的健康卡，加密保存。医院扫码时只看到所在环节需要的内容，每一次查看都会显示在您的\
                健康卡页面上；发现不是您本人就医，可立即停用。您可随时注销健康卡。
                """
        ),
        ConsentTerms(
            edition: 1,
            language: .english,
            text: """
                Your name and document number are used to create and to find your health card only, and are stored \
                encrypted. A hospital that scans your code sees what its step needs and no more. Every look is \
                listed on your card page; if it was not you, you can stop the card at once. You may cancel the card \
                at any time.
                """
        ),
    ]

    /// The newest edition in a language.
    package static func current(in language: Language) -> ConsentTerms {
        guard let terms = all.first(where: { $0.language == language }) else {
            preconditionFailure("the terms are written in every language")
        }
        return terms
    }

    /// The terms with a digest; `nil` for terms of another release.
    package static func terms(digest: [UInt8]) -> ConsentTerms? { all.first { $0.digest == digest } }
}
