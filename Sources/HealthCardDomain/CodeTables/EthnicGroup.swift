/// An ethnic group (民族) by its two-digit code of GB/T 3304, with the field's 97, 98 and 99 for what it leaves out.
package struct EthnicGroup: Sendable, Hashable, NamedCode {
    /// Two ASCII digits, such as `01`.
    package let code: String
    /// The full official name.
    package let nameChinese: String
    /// The official name in Latin letters.
    package let nameEnglish: String

    /// The group with this two-digit code, or `nil` if there is none.
    package init?(code: String) {
        let digits = Array(code.utf8)
        guard digits.count == 2, digits.allSatisfy({ (0x30...0x39).contains($0) }), let number = Int(code) else {
            return nil
        }
        self.init(number: number)
    }

    /// The group with this name, with or without a final 族: `汉` and `汉族` both; else `nil`.
    package init?(nameChinese: String) {
        guard let found = EthnicGroup.byName[nameChinese] ?? EthnicGroup.byName[nameChinese + "族"] else { return nil }
        self = found
    }

    /// All groups in the order of their codes.
    package static let all: [EthnicGroup] = (1...99).compactMap(EthnicGroup.init(number:))

    private static let byName = Dictionary(all.map { ($0.nameChinese, $0) }, uniquingKeysWith: { first, _ in first })

    private init?(number: Int) {
        let name: (String, String)
        switch number {
        case 1...EthnicGroup.names.count: name = EthnicGroup.names[number - 1]
        case 97: name = ("其他", "Other")
        case 98: name = ("外国血统中国籍人士", "Naturalised, of foreign descent")
        case 99: name = ("未知", "Unknown")
        default: return nil
        }
        code = number < 10 ? "0\(number)" : String(number)
        nameChinese = number <= EthnicGroup.names.count ? name.0 + "族" : name.0
        nameEnglish = name.1
    }

    private static let names: [(String, String)] = [
        ("汉", "Han"), ("蒙古", "Mongol"), ("回", "Hui"), ("藏", "Zang"), ("维吾尔", "Uygur"), ("苗", "Miao"),
        ("彝", "Yi"), ("壮", "Zhuang"), ("布依", "Buyei"), ("朝鲜", "Chosen"), ("满", "Man"), ("侗", "Dong"),
        ("瑶", "Yao"), ("白", "Bai"), ("土家", "Tujia"), ("哈尼", "Hani"), ("哈萨克", "Kazak"), ("傣", "Dai"),
        ("黎", "Li"), ("傈僳", "Lisu"), ("佤", "Va"), ("畲", "She"), ("高山", "Gaoshan"), ("拉祜", "Lahu"),
        ("水", "Sui"), ("东乡", "Dongxiang"), ("纳西", "Naxi"), ("景颇", "Jingpo"), ("柯尔克孜", "Kirgiz"),
        ("土", "Tu"), ("达斡尔", "Daur"), ("仫佬", "Mulao"), ("羌", "Qiang"), ("布朗", "Blang"), ("撒拉", "Salar"),
        ("毛南", "Maonan"), ("仡佬", "Gelao"), ("锡伯", "Xibe"), ("阿昌", "Achang"), ("普米", "Pumi"),
        ("塔吉克", "Tajik"), ("怒", "Nu"), ("乌孜别克", "Uzbek"), ("俄罗斯", "Russ"), ("鄂温克", "Ewenki"),
        ("德昂", "Deang"), ("保安", "Bonan"), ("裕固", "Yugur"), ("京", "Gin"), ("塔塔尔", "Tatar"),
        ("独龙", "Derung"), ("鄂伦春", "Oroqen"), ("赫哲", "Hezhen"), ("门巴", "Monba"), ("珞巴", "Lhoba"),
        ("基诺", "Jino"),
    ]
}
