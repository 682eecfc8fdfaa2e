/// GB/T 3304 codes and names of nations.
enum NationReading {
    private static let names = """
        汉 蒙古 回 藏 维吾尔 苗 彝 壮 布依 朝鲜 满 侗 瑶 白 土家 哈尼 哈萨克 傣 黎 傈僳 佤 畲 高山 拉祜 水 东乡 纳西 景颇 柯尔克孜 土 \
        达斡尔 仫佬 羌 布朗 撒拉 毛南 仡佬 锡伯 阿昌 普米 塔吉克 怒 乌孜别克 俄罗斯 鄂温克 德昂 保安 裕固 京 塔塔尔 独龙 鄂伦春 赫哲 门巴 \
        珞巴 基诺
        """
    private static let codes: [[UInt32]: UInt8] = Dictionary(
        names.split(separator: " ").enumerated().map { ($1.unicodeScalars.map(\.value), UInt8($0 + 1)) },
        uniquingKeysWith: { first, _ in first }
    )

    static func read(_ text: String) -> UInt8 {
        var folded = FoldedText.fold(text, limit: 12)
        if folded.last == 0x65CF { folded.removeLast() }
        if let code = codes[folded] { return code }
        guard !folded.isEmpty, folded.count <= 2, folded.allSatisfy(FoldedText.isDigit) else { return 0 }
        let code = folded.reduce(UInt32(0)) { $0 * 10 + $1 - 0x30 }
        return (1...56).contains(code) ? UInt8(code) : 0
    }
}
