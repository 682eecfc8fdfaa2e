/// What a problem is called and what to do about it, in Chinese and English.
package struct ProblemText: Sendable, Equatable {
    package let titleChinese: String
    package let titleEnglish: String
    package let remedyChinese: String
    package let remedyEnglish: String

    init(_ titleChinese: String, _ titleEnglish: String, remedy remedyChinese: String, _ remedyEnglish: String) {
        self.titleChinese = titleChinese
        self.titleEnglish = titleEnglish
        self.remedyChinese = remedyChinese
        self.remedyEnglish = remedyEnglish
    }
}
