/// An address as what can be compared: names of places from the coarse to the fine, and the numbers behind them.
struct AddressReading: Sendable, Equatable {
    static let mostPlaces = 8
    static let mostNumbers = 5
    /// Marks the number of a villagers' group (组, 社, 队): some fifty houses, no house.
    static let groupBit: UInt32 = 1 << 31

    /// Digests of counties, towns and streets of the administrative levels.
    var areas: [UInt32] = []
    /// Digests of roads, villages and estates.
    var places: [UInt32] = []
    /// House, building, unit and room numbers in the order typed; a villagers' group has ``groupBit``.
    var numbers: [UInt32] = []

    /// Written in Latin letters, where every word is a place of its own.
    var isLatin = false

    var isEmpty: Bool { areas.isEmpty && places.isEmpty }
    /// The finest place with its numbers, for finding who lives there; `nil` without both.
    var houseKey: UInt64? {
        guard let place = places.last, !numbers.isEmpty else { return nil }
        return FoldedText.digest([place] + numbers)
    }

    private static let areaEnds = Set(FoldedText.scalars("省市区县旗乡镇"))
    private static let placeEnds = Set(FoldedText.scalars("村路街巷弄苑园庄寨屯里城湾府居庭道组社队厂院"))
    private static let groupSigns = Set(FoldedText.scalars("组社队"))
    /// 苏木 and 嘎查 are the townships and villages of the pastures.
    private static let longAreaEnds = ["街道", "苏木"].map { FoldedText.scalars($0) }
    private static let longPlaceEnds = ["社区", "小区", "嘎查"].map { FoldedText.scalars($0) }
    private static let numerals = FoldedText.scalars("零一二三四五六七八九")
    private static let measures = Set(FoldedText.scalars("道里"))
    private static let ten: UInt32 = 0x5341
    private static let groupPrefixes = ["村民小", "村民", "小"].map { FoldedText.scalars($0) }
    private static let noise = Set(FoldedText.scalars("号栋幢座楼层单元室房户第门之附-# ,.#，。、"))

    /// Words of Latin addresses that every town has.
    private static let latinNoise: Set<UInt64> = Set(
        """
        street st road rd avenue ave place pl drive dr court ct close cl crescent cres circuit way lane parade terrace \
        flat unit village nsw vic qld wa sa nt act tas
        """
        .split(separator: " ").map { FoldedText.digest($0.unicodeScalars.map(\.value)) }
    )

    init() {}

    init(_ text: String) {
        let folded = FoldedText.fold(text, limit: 120).map { CharacterTables.shared.standardForm($0) }
        isLatin = !folded.contains(where: FoldedText.isHan)
        var word: [UInt32] = []
        var index = 0
        while index < folded.count {
            let value = folded[index]
            index += 1
            if FoldedText.isDigit(value) {
                close(&word, isArea: false)
                var number = value - 0x30
                while index < folded.count, FoldedText.isDigit(folded[index]), number < 10_000_000 {
                    number = number * 10 + folded[index] - 0x30
                    index += 1
                }
                if let end = endOfGroupSign(folded, at: index) {
                    number |= Self.groupBit
                    index = end
                }
                if numbers.count < Self.mostNumbers { numbers.append(number) }
            } else if Self.noise.contains(value) {
                close(&word, isArea: false)
            } else {
                word.append(value)
                if word.count >= 3, Self.longPlaceEnds.contains(where: word.suffix(2).elementsEqual) {
                    close(&word, isArea: false)
                } else if word.count >= 3, Self.longAreaEnds.contains(where: word.suffix(2).elementsEqual) {
                    close(&word, isArea: true)
                } else if Self.groupSigns.contains(value), let number = Self.numeral(word.dropLast()) {
                    if numbers.count < Self.mostNumbers { numbers.append(number | Self.groupBit) }
                    word.removeAll(keepingCapacity: true)
                } else if Self.areaEnds.contains(value), word.count >= 2, !isPrefixOfPlace(folded, at: index, value) {
                    close(&word, isArea: true)
                } else if Self.placeEnds.contains(value), word.count >= 2, !isPrefixOfPlace(folded, at: index, value),
                    !isMeasure(word)
                {
                    close(&word, isArea: false)
                }
            }
        }
        close(&word, isArea: false)
    }

    /// Where a sign ends that makes the number before it that of a villagers' group: 组, 村民组, 村民小组; 社区 is an estate.
    private func endOfGroupSign(_ text: [UInt32], at start: Int) -> Int? {
        let words = Self.groupPrefixes.first { text[start...].starts(with: $0) } ?? []
        let index = start + words.count
        guard index < text.count, Self.groupSigns.contains(text[index]) else { return nil }
        return isPrefixOfPlace(text, at: index + 1, text[index]) ? nil : index + 1
    }

    /// 五道 and 三里 begin the names of places, such as 五道沟 and 三里屯.
    private func isMeasure(_ word: [UInt32]) -> Bool {
        guard let last = word.last, Self.measures.contains(last) else { return false }
        return Self.numeral(word.dropLast()) != nil
    }

    /// The number that Chinese numerals up to 99 say; `nil` where anything else stands.
    private static func numeral(_ text: ArraySlice<UInt32>) -> UInt32? {
        let parts = text.split(separator: ten, omittingEmptySubsequences: false)
        let digits = parts.map { part in part.count == 1 ? numerals.firstIndex(of: part[part.startIndex]) : nil }
        guard !text.isEmpty, parts.count <= 2, zip(parts, digits).allSatisfy({ $0.isEmpty || $1 != nil }) else {
            return nil
        }
        let units = digits.last.flatMap { $0 } ?? 0
        return UInt32(parts.count == 1 ? units : (digits[0] ?? 1) * 10 + units)
    }

    /// 街 of 街道, 社 and 小 of 社区 and 小区 end with the next character.
    private func isPrefixOfPlace(_ text: [UInt32], at next: Int, _ value: UInt32) -> Bool {
        guard next < text.count else { return false }
        switch text[next] {
        case 0x9053: return value == 0x8857
        case 0x533A: return value == 0x793E || value == 0x5C0F || value == 0x56ED || value == 0x57CE || value == 0x5E02
        // 城 behind a city or county begins 城关镇 or 城东区.
        case 0x57CE: return value != 0x6751 && value != 0x8DEF && !Self.areaEnds.contains(value)
        case 0x6751, 0x8DEF, 0x8857, 0x82D1, 0x56ED: return value != 0x6751 && value != 0x8DEF
        default: return false
        }
    }

    private mutating func close(_ word: inout [UInt32], isArea: Bool) {
        defer { word.removeAll(keepingCapacity: true) }
        guard word.count >= 2 else { return }
        let whole = FoldedText.digest(word)
        if word[0] < 0x80, Self.latinNoise.contains(whole) { return }
        let digest = UInt32(truncatingIfNeeded: whole >> 16)
        if isArea {
            if areas.count < Self.mostPlaces { areas.append(digest) }
        } else if places.count < Self.mostPlaces {
            places.append(digest)
        }
    }
}
