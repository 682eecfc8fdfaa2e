internal import Glibc

/// How rare a name is before anybody of the index is counted: surname shares from public statistics, characters of
/// given names by three tiers.
enum NameRarity {
    /// Characters that more than some 0.8 % of given names hold.
    private static let veryCommon = Set(
        FoldedText.scalars("英华明文玉国红建丽志海军平春兰金永秀桂小晓林云梅德芳伟生成强俊杰宇子涵轩浩欣怡一雨佳梓嘉思泽")
    )
    /// Characters that some 0.2 % of given names hold.
    private static let common = Set(
        FoldedText.scalars(
            """
            清福东新凤艳荣祥光洪忠良世立元学庆正兴珍霞燕萍娟敏静玲波涛鹏飞龙峰刚勇斌辉超磊洋凯博瑞晨阳昊然诗琪雪婷莹颖慧\
            娜洁琳倩蕾薇梦瑶悦萱馨语彤可艺天安宁康乐健美香莲淑琴翠花青山川江河树松柏清水大长家仁义礼信先贵有才来喜根宝顺发\
            全友利民少会爱巧素月彩霖睿铭皓辰奕沐依若芷妍曦煜恒宏伯仲维亚向中广胜利卫
            """
        )
    )

    static func bits(script: NameForm.Script, symbols: [UInt32], surnameLength: Int, isDotted: Bool) -> Double {
        guard !symbols.isEmpty else { return 0 }
        if script == .latin { return min(20, 4 + Double(symbols.count)) }
        if isDotted { return min(20, 5 + 1.5 * Double(symbols.count)) }
        let surname = SurnameTables.shared.share(symbols[0], surnameLength > 1 && symbols.count > 1 ? symbols[1] : 0)
        var bits = -log2(surname)
        let given = symbols.dropFirst(surnameLength)
        // A given name of one character is rarer in itself, but its one character is all there is to it.
        bits += given.count == 1 ? 2.5 : 0.5
        for symbol in given where symbol != NameForm.unknown {
            bits += veryCommon.contains(symbol) ? 6 : common.contains(symbol) ? 7.6 : 10
        }
        // Parents choose the two characters together, so a whole given name is commoner than its characters say.
        if given.count >= 2 { bits -= 1.5 }
        return max(6, min(24, bits))
    }
}
