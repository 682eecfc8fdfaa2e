import HealthCardDomain
import HealthCardServices

/// One line of the comparison: a field of both persons, what is held to be true on top, whatever else their records say
/// below.
struct ReviewRow {
    /// How both sides compare. The raw values name the line's class.
    enum Result: String {
        case equal, differs
        case oneSided = "one-sided"
    }

    /// What else a person's records say, and how many of them.
    struct Other {
        let text: String
        let count: Int
    }

    let field: GoldenView.Name
    let left: [CharacterDifference.Part]
    let right: [CharacterDifference.Part]
    let leftOthers: [Other]
    let rightOthers: [Other]
    let result: Result

    /// The lines of a comparison; fields that neither side has are left out.
    static func rows(of sides: [ReviewSide], in language: Language) -> [ReviewRow] {
        guard sides.count == 2 else { return [] }
        return GoldenView.Name.allCases.compactMap { field in
            let texts = sides.map { language.reading($0.golden.fields[field]?.value.exposed ?? "", as: field) }
            guard texts.contains(where: { !$0.isEmpty }) else { return nil }
            let parts = CharacterDifference.parts(texts[0], texts[1])
            let isOneSided = texts.contains("")
            return ReviewRow(
                field: field,
                left: isOneSided ? plain(texts[0]) : parts.one,
                right: isOneSided ? plain(texts[1]) : parts.other,
                leftOthers: others(field, sides[0], than: texts[0], language),
                rightOthers: others(field, sides[1], than: texts[1], language),
                result: isOneSided ? .oneSided : texts[0] == texts[1] ? .equal : .differs
            )
        }
    }

    private static func plain(_ text: String) -> [CharacterDifference.Part] {
        text.isEmpty ? [] : [CharacterDifference.Part(text, isMarked: false)]
    }

    private static func others(
        _ field: GoldenView.Name,
        _ side: ReviewSide,
        than golden: String,
        _ language: Language
    ) -> [Other] {
        var counts: [String: Int] = [:]
        for record in side.records {
            let text = language.reading(record.version.fields[keyPath: field.part], as: field)
            if !text.isEmpty, text != golden { counts[text, default: 0] += 1 }
        }
        return counts.sorted { ($1.value, $0.key) < ($0.value, $1.key) }.map { Other(text: $0.key, count: $0.value) }
    }
}
