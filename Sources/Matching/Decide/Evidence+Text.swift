extension Evidence {
    /// The words for the levels: Chinese and English.
    private static let words: [String: (chinese: String, english: String)] = [
        "incomparable": ("文字不同，无法比较", "written in scripts that cannot be compared"),
        "differs": ("不同", "different"), "surname-only": ("仅姓相同", "only the surname agrees"),
        "given-only": ("名相同而姓不同", "the given name agrees, the surname does not"),
        "masked": ("部分被隐去", "partly hidden"), "one-character": ("一字不同", "one character differs"),
        "dropped": ("多一字或少一字", "one character more or fewer"), "short-form": ("简称或截断", "a short form"),
        "two-slips": ("两处笔误", "two slips"), "swapped": ("次序颠倒", "swapped"),
        "near-sound": ("近音字", "nearly the same sound"), "look-alike": ("形近字", "look-alike characters"),
        "rare-mark": ("一生僻字未显示", "one rare character was lost"), "homophone": ("同音字", "the same sound"),
        "romanised": ("拼音一致", "the same in Latin letters"), "exact": ("一致", "the same"),
        "neighbours": ("同地同日而顺序码不同", "the same place and day, another sequence"),
        "unlike": ("不同", "different"), "two-off": ("两位不同", "two digits differ"),
        "equal-doubtful": ("一致，但可能是他人的号码", "the same, but perhaps somebody else's"),
        "near": ("一处笔误", "one slip"), "equal-damaged": ("一致，但校验不符", "the same, with a wrong check digit"),
        "equal": ("一致", "the same"), "contradicts": ("不符", "contradicting"),
        "same-year": ("同年不同日", "the same year, another day"), "aged-alike": ("年龄相近", "about the same age"),
        "year-only": ("仅知同年", "the same year, the rest unknown"),
        "month-only": ("仅知同年同月", "the same month, the rest unknown"),
        "lunar": ("可能为农历与公历之差", "perhaps the lunar and the solar date"),
        "one-digit": ("一位不同", "one digit differs"), "weak-exact": ("一致，但可能由年龄推算", "the same, perhaps from an age"),
        "crowded": ("一致，但多人共用", "the same, but shared by many"), "area": ("同一区县或街道", "the same area"),
        "place": ("同一道路或小区", "the same road or estate"), "house": ("同一门牌", "the same house"),
        "room": ("同一房间", "the same room"), "name": ("姓名一致", "the same name"),
        "number": ("号码一致", "the same number"),
    ]

    /// The words for a level, in Chinese and English; the level itself where it has none.
    package static func words(for level: String) -> (chinese: String, english: String) {
        words[level] ?? (level, level)
    }

    /// One entry for a clerk, such as 姓名：同音字（+9.2）.
    package var chinese: String { "\(field.chinese)：\(Self.words[level]?.chinese ?? level)（\(signed)）" }

    package var english: String { "\(field.english): \(Self.words[level]?.english ?? level) (\(signed))" }

    private var signed: String {
        let tenths = Int((weight * 10).rounded())
        return "\(tenths < 0 ? "-" : "+")\(abs(tenths) / 10).\(abs(tenths) % 10)"
    }
}
