/// The words that stand in a name field and are no part of a name.
enum NameWords {
    private static func words(_ text: StaticString) -> [[UInt32]] {
        FoldedText.scalars(text).split { $0 == 0x20 || $0 == 0x0A }.map { $0.map { standard($0) } }
    }

    private static func standard(_ value: UInt32) -> UInt32 { CharacterTables.shared.standardForm(value) }

    private static let testWords = words("测试 演示 调试 培训用 模拟患者 模拟病人 试用患者 试机 接口联调")
    private static let testLatin: Set<[UInt32]> = Set(
        words("test tests tester testing ceshi cs demo testpatient patienttest dummy sample tst")
    )
    private static let unidentified = words(
        "无名氏 无名男 无名女 无名老 无名患 无名病 无名伤 无名尸 无名婴 无名者 无名儿 未知名 身份不明 姓名不详 姓名不明 姓名未知 不知名 不明身份 三无人员 无主病人 昏迷病人 昏迷患者 昏迷男 昏迷女 流浪人员 流浪汉 流浪者 未知男 未知女 不详男 不详女 未知患者"
    )
    private static let unidentifiedWhole = Set(words("无名 未知 不详 不明 不知 未明 某男 某女 某某 某某某 路人 无姓名"))
    private static let unidentifiedLatin = Set(words("unknown unidentified anonymous anon johndoe janedoe wumingshi"))
    private static let placeholders = Set(
        words("患者 病人 姓名 空 无 暂无 本人 家属 匿名 先生 女士 小姐 体检 客户 散客 顾客 就诊人 新患者 新病人 临时 临时患者 自费 普通 急诊 未填 未录入 待定 待补")
    )
    private static let placeholdersLatin = Set(
        words("null none na nan nil name xx xxx xxxx abc aaa bbb qqq asdf nn hz br")
    )
    private static let titles = words("先生 女士 小姐 太太 同志 老师 师傅 教授 医生 大夫 主任 护士 阿姨 大爷 大妈 大娘 奶奶 爷爷 老人家 夫人")
    private static let formerNames = words("曾用名 原名 又名 别名 现名 改名 亦名 曾名")

    static func isUnknownSign(_ value: UInt32) -> Bool {
        switch value {
        case 0x3F, 0x2A, 0x25A1, 0x3013, 0x25CF, 0x25CB, 0xFFFD, 0x5F, 0x25A0, 0x25AF, 0x2B1C, 0xE000...0xF8FF: true
        case 0x67D0: true
        default: false
        }
    }

    private static func find(_ word: [UInt32], in text: [UInt32]) -> Int? {
        guard text.count >= word.count else { return nil }
        return (0...(text.count - word.count)).first { start in
            word.indices.allSatisfy { text[start + $0] == word[$0] }
        }
    }

    /// 测试, 演示 anywhere in it, or a Latin word that only testers type.
    static func isTest(_ folded: [UInt32]) -> Bool {
        let text = folded.map { standard($0) }
        if testWords.contains(where: { find($0, in: text) != nil }) { return true }
        let latin = text.split { !FoldedText.isLetter($0) }.map(Array.init)
        return latin.contains { testLatin.contains($0) || $0.starts(with: [0x74, 0x65, 0x73, 0x74]) && $0.count <= 6 }
            && !(latin.count >= 2 && latin.allSatisfy { !testLatin.contains($0) })
    }

    static func isUnidentified(_ han: [UInt32]) -> Bool {
        // 某 was read as an unknown character; nothing but 某 is nobody, nothing but stars a placeholder.
        let text = han
        return unidentifiedWhole.contains(text) || unidentified.contains { find($0, in: text) != nil }
    }

    /// Brought by 120, 110 or 119: nobody asked for a name.
    static func isAmbulance(_ core: [UInt32]) -> Bool {
        let digits = core.prefix(while: FoldedText.isDigit)
        return digits.count == 3 && digits.starts(with: [0x31]) && core.count <= 8 && core.count > 3
    }

    static func isUnidentifiedLatin(_ core: [UInt32]) -> Bool {
        let letters = core.filter(FoldedText.isLetter)
        return unidentifiedLatin.contains(letters)
            || core.split { !FoldedText.isLetter($0) }.contains {
                unidentifiedLatin.contains(Array($0))
            }
    }

    static func isPlaceholder(_ han: [UInt32]) -> Bool {
        placeholders.contains(han) || han.allSatisfy { $0 == NameForm.unknown }
    }

    static func isPlaceholderLatin(_ letters: [UInt32]) -> Bool {
        placeholdersLatin.contains(letters) || Set(letters).count == 1
    }

    /// Takes titles off the end while two characters stay; a title that is all there is stays for the placeholders.
    static func withoutTitles(_ han: [UInt32]) -> [UInt32] {
        for title in titles where han.count > title.count + 1 && han.suffix(title.count).elementsEqual(title) {
            return Array(han.dropLast(title.count))
        }
        return han
    }

    /// 小陈 and 老王 are a surname with its given name unknown.
    static func withoutFamiliarity(_ han: [UInt32]) -> [UInt32] {
        guard han.count == 2, han[0] == 0x5C0F || han[0] == 0x8001, SurnameTables.shared.isCommon(han[1]) else {
            return han
        }
        return [han[1], NameForm.unknown]
    }

    /// Where a word such as 曾用名 starts and ends.
    static func formerNameStart(_ text: [UInt32]) -> (start: Int, end: Int)? {
        let standardText = text.map { standard($0) }
        for word in formerNames {
            if let start = find(word, in: standardText) { return (start, start + word.count) }
        }
        return nil
    }

    /// The order that a last sign such as `1`, `2`, `A`, `甲`, `大`, `中` gives; 0 for a sign that gives none.
    static func orderSign(_ value: UInt32) -> UInt8 {
        switch value {
        case 0x31, 0x61, 0x7532, 0x5927, 0x4E00, 0x957F: 1
        case 0x32, 0x62, 0x4E59, 0x5C0F, 0x4E8C, 0x6B21: 2
        // 中 is one of three, and neither the 大 nor the 小 one.
        case 0x33, 0x63, 0x4E19, 0x4E09, 0x4E2D: 3
        default: 0
        }
    }
}
