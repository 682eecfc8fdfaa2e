/// Compares names by the ways in which Chinese names are mistyped: by characters, readings, shapes and scripts.
enum NameComparator {
    /// The best agreement of any two forms.
    static func level(_ one: [NameForm], _ other: [NameForm]) -> NameLevel {
        var best = NameLevel.absent
        for left in one {
            for right in other {
                best = max(best, level(left, right))
                if best == .exact { return best }
            }
        }
        return best
    }

    static func level(_ one: NameForm, _ other: NameForm) -> NameLevel {
        switch (one.script, other.script) {
        case (.han, .han): one.symbols == other.symbols ? .exact : hanLevel(one, other)
        case (.latin, .latin): one.symbols == other.symbols ? .exact : LatinNameComparator.level(one, other)
        case (.han, .latin): romanLevel(one, latin: other)
        case (.latin, .han): romanLevel(other, latin: one)
        }
    }

    /// Whether names agree in a way in which those of twins do not: wholly, or with slips in more than the one character
    /// by which the given names of brothers and sisters differ.
    static func isOfOne(_ one: NameForm, _ other: NameForm, _ level: NameLevel) -> Bool {
        switch level {
        case .exact, .romanised: return true
        // Twins have no given name in common, whatever their surnames are; 洛桑德吉 and 格桑德吉 have no surnames.
        case .givenOnly: return !one.isDotted && !other.isDotted && max(one.symbols.count, other.symbols.count) <= 3
        // 张静丹 and 张丹静 may be twins; with the surname behind the given name it is one name.
        case .swapped: return one.symbols.first != other.symbols.first
        case .shortForm:
            // 扎西 may be either of 扎西顿珠 and 扎西旺堆; the first part before a dot is the given name itself.
            return one.isDotted || other.isDotted || one.symbols.last == other.symbols.last
        case .homophone, .lookAlike, .nearSound, .rareMark:
            if one.isDotted || other.isDotted { return LongNameComparator.haveOneGivenName(one, other) }
            guard one.script == .han, one.symbols.count == other.symbols.count else { return false }
            let given = one.symbols.indices.dropFirst(min(one.surnameLength, other.surnameLength))
            let differing = given.filter { one.symbols[$0] != other.symbols[$0] }
            // A character that nobody could write confirms nothing.
            let isHeard = !differing.contains { [one.symbols[$0], other.symbols[$0]].contains(NameForm.unknown) }
            return differing.isEmpty || differing.count >= 2 && level == .homophone && isHeard
        default: return false
        }
    }

    private static func hanLevel(_ one: NameForm, _ other: NameForm) -> NameLevel {
        if one.isDotted || other.isDotted || max(one.symbols.count, other.symbols.count) > 4,
            let level = LongNameComparator.level(one, other)
        {
            return level
        }
        if one.symbols.count == other.symbols.count { return equalLength(one, other) }
        let (short, long) = one.symbols.count < other.symbols.count ? (one, other) : (other, one)
        if short.unknownCount > 0, short.symbols[0] == long.symbols[0], short.symbols.count == 2 { return .masked }
        if long.symbols.count - short.symbols.count == 1, short.symbols.count >= 2 {
            // 王芳女 is a daughter of 王芳, or somebody else; 张伟伟 is 张伟, with a key that stuck.
            if isChild(long, of: short) { return .oneCharacter }
            if isSubsequence(short.symbols, of: long.symbols) { return .dropped }
        }
        return sameSurname(one, other) ? .surnameOnly : .differs
    }

    private static let childSigns = Set(FoldedText.scalars("子女儿宝婴孩毛囡"))

    /// Whether a name is another one with a word for a child behind it.
    static func isChild(_ long: NameForm, of short: NameForm) -> Bool {
        long.symbols.count == short.symbols.count + 1 && long.symbols.starts(with: short.symbols)
            && long.symbols.last.map(childSigns.contains) == true
    }

    private static func sameSurname(_ one: NameForm, _ other: NameForm) -> Bool {
        one.surnameLength == other.surnameLength
            && one.symbols.prefix(one.surnameLength) == other.symbols.prefix(other.surnameLength)
    }

    static func isSubsequence(_ short: [UInt32], of long: [UInt32]) -> Bool {
        var next = 0
        for symbol in long where next < short.count && short[next] == symbol { next += 1 }
        return next == short.count
    }

    /// What two characters at one place have to do with each other.
    private enum Slip {
        case unknown, homophone, lookAlike, nearSound, other
    }

    private static func slip(_ one: NameForm, _ other: NameForm, at index: Int) -> Slip {
        let (left, right) = (one.symbols[index], other.symbols[index])
        if left == NameForm.unknown || right == NameForm.unknown { return .unknown }
        if one.readings[index].meets(other.readings[index]) { return .homophone }
        let tables = CharacterTables.shared
        if tables.lookAlike(left, right) { return .lookAlike }
        return tables.soundAlike(one.readings[index], other.readings[index]) ? .nearSound : .other
    }

    private static func equalLength(_ one: NameForm, _ other: NameForm) -> NameLevel {
        let count = one.symbols.count
        let surname = min(one.surnameLength, other.surnameLength)
        var slips = InlineArray<5, Int>(repeating: 0)
        var differing = 0
        var firstOther = -1
        for index in 0..<count where one.symbols[index] != other.symbols[index] {
            differing += 1
            switch slip(one, other, at: index) {
            case .unknown: slips[0] += 1
            case .homophone: slips[1] += 1
            case .lookAlike: slips[2] += 1
            case .nearSound: slips[3] += 1
            case .other:
                slips[4] += 1
                if firstOther < 0 { firstOther = index }
            }
        }
        let unknowns = slips[0]
        if unknowns == differing { return unknowns == 1 && count >= 3 ? .rareMark : .masked }
        if unknowns > 1 { return sameSurname(one, other) ? .surnameOnly : .differs }
        if slips[1] + unknowns == differing { return .homophone }
        if differing == 1 { return slips[2] == 1 ? .lookAlike : slips[3] == 1 ? .nearSound : single(firstOther) }
        if isSwapped(one.symbols, other.symbols) { return .swapped }
        if slips[4] == 0, differing == 2, count >= 3 { return .twoSlips }
        return sameSurname(one, other) ? .surnameOnly : .differs

        func single(_ index: Int) -> NameLevel {
            if index < surname { return .givenOnly }
            return count >= 3 ? .oneCharacter : .surnameOnly
        }
    }

    /// The same characters in another order: two changed places, or the surname was put behind the given name.
    private static func isSwapped(_ one: [UInt32], _ other: [UInt32]) -> Bool {
        guard one.count == other.count, one.count >= 2 else { return false }
        // Nearly all pairs end here, and sorting takes memory.
        guard one.reduce(0, &+) == other.reduce(0, &+) else { return false }
        return one.sorted() == other.sorted()
    }

    /// A Han name and Latin letters: its reading in either order, the reading of another name, or nothing that can be compared.
    private static func romanLevel(_ han: NameForm, latin: NameForm) -> NameLevel {
        let letters = latin.symbols.filter { $0 != 0x20 }.map { UInt8(truncatingIfNeeded: $0) }
        var slips = Int.max
        for surnameFirst in [true, false] {
            guard let reading = han.romanised(surnameFirst: surnameFirst) else { return .incomparable }
            if sameLetters(reading, letters) { return .romanised }
            slips = min(slips, NumberComparator.slips(reading, letters))
        }
        // A slip or two of the hand leave nothing to be compared.
        return slips > 2 && SurnameTables.shared.isReading(letters) ? .differs : .incomparable
    }

    /// ü is written v, u or yu.
    private static func sameLetters(_ one: [UInt8], _ other: [UInt8]) -> Bool {
        func plain(_ letters: [UInt8]) -> [UInt8] {
            var plain: [UInt8] = []
            for letter in letters {
                if letter == 0x75, plain.last == 0x79 { plain.removeLast() }
                plain.append(letter == 0x76 ? 0x75 : letter)
            }
            return plain
        }
        return one == other || plain(one) == plain(other)
    }
}
