/// Compares names of several parts, as the names of many nations and transcribed foreign names are: short forms,
/// beginnings cut by a narrow field, the same sounds written with other characters.
enum LongNameComparator {
    /// The level, or `nil` where the ordinary rules of short names say more.
    static func level(_ one: NameForm, _ other: NameForm) -> NameLevel? {
        if one.symbols == other.symbols { return .exact }
        let (short, long) = one.symbols.count <= other.symbols.count ? (one, other) : (other, one)
        let shortPart = part(short)
        let longPart = part(long)
        guard long.symbols.count >= 4 else { return nil }
        if NameComparator.isChild(long, of: short) { return .oneCharacter }
        let distance = soundDistance(short, long)
        if distance == 0 { return .homophone }
        if short.symbols.count >= 4, distance * 4 <= long.symbols.count, isNear(one, other) {
            return one.isDotted || other.isDotted || !differWithin(one, other) ? .nearSound : .oneCharacter
        }
        // The first part alone, or a beginning that a narrow field cut.
        if short.symbols.count >= 2, long.isDotted, short.symbols.count == longPart.count,
            Array(short.symbols) == longPart
        {
            return .shortForm
        }
        if short.symbols.count >= 3, long.symbols.starts(with: short.symbols) { return .shortForm }
        if short.isDotted, long.isDotted, shortPart == longPart {
            // The same given name, of which half the sounds of the father's name differ.
            return distance * 2 > long.symbols.count - longPart.count ? .givenOnly : .shortForm
        }
        // The given name without the clan's name before it.
        if short.symbols.count >= 2, !long.isDotted, long.symbols.suffix(short.symbols.count) == short.symbols[...] {
            return .shortForm
        }
        // Another transcription: half of the sounds agree.
        if short.symbols.count >= 4, distance * 2 <= long.symbols.count, !shareOnlyBeginning(one, other, distance),
            one.isDotted || other.isDotted ? !haveOtherGivenNames(one, other) : !differWithin(one, other)
        {
            return .twoSlips
        }
        return long.isDotted || short.isDotted ? .differs : nil
    }

    /// Sisters' names end in one father's name, so the part before the dot must sound alike by itself.
    private static func isNear(_ one: NameForm, _ other: NameForm) -> Bool {
        guard one.isDotted || other.isDotted else { return true }
        let given = givenDistance(one, other)
        return given.sounds * 4 <= given.of
    }

    /// Whether the given names sound alike, which stand before the dot: what stands behind it is the father's, and twins
    /// share it. Some nations put the clan's name there (木乃·拉铁), so less than half of the rest may differ.
    ///
    /// - Precondition: one of the names has a dot.
    static func haveOneGivenName(_ one: NameForm, _ other: NameForm) -> Bool {
        let given = givenDistance(one, other)
        let rest = max(one.symbols.count, other.symbols.count) - given.of
        return given.sounds == 0 && (rest == 0 || soundDistance(one, other) * 2 < rest)
    }

    /// Whether half of the given names' sounds differ, and the first does. The other half may be one that many names end in:
    /// 古丽, flower.
    private static func haveOtherGivenNames(_ one: NameForm, _ other: NameForm) -> Bool {
        let given = givenDistance(one, other)
        return given.sounds * 2 >= given.of && !isSame(one, 0, other, 0)
    }

    /// Whether names without a dot differ in nothing but some characters within, none of which sounds or looks nearly
    /// alike: brothers and sisters of some nations share the clan's name at the beginning and a child's word at the end
    /// (曲比阿果惹, 曲比伍切惹).
    private static func differWithin(_ one: NameForm, _ other: NameForm) -> Bool {
        guard one.symbols.count == other.symbols.count else { return false }
        let differing = one.symbols.indices.filter { !isSame(one, $0, other, $0) }
        guard let first = differing.first, let last = differing.last, first > 0, last - first + 1 == differing.count
        else { return false }
        let tables = CharacterTables.shared
        return !differing.contains { place in
            tables.lookAlike(one.symbols[place], other.symbols[place])
                || tables.soundAlike(one.readings[place], other.readings[place])
        }
    }

    /// Whether two characters are one or sound alike.
    private static func isSame(_ one: NameForm, _ place: Int, _ other: NameForm, _ otherPlace: Int) -> Bool {
        one.symbols[place] == other.symbols[otherPlace] || one.readings[place].meets(other.readings[otherPlace])
    }

    /// How many sounds of the given names differ, and of how many; of a name typed without its dot as many characters count
    /// as the other's given name has.
    private static func givenDistance(_ one: NameForm, _ other: NameForm) -> (sounds: Int, of: Int) {
        let left = one.isDotted ? one.surnameLength : min(other.surnameLength, one.symbols.count)
        let right = other.isDotted ? other.surnameLength : min(one.surnameLength, other.symbols.count)
        return (soundDistance(one, other, left, right), max(left, right))
    }

    /// Whether all that agrees is what both begin with: of two of one clan every sound after it differs.
    private static func shareOnlyBeginning(_ one: NameForm, _ other: NameForm, _ distance: Int) -> Bool {
        let count = min(one.symbols.count, other.symbols.count)
        var common = 0
        while common < count, one.symbols[common] == other.symbols[common] { common += 1 }
        return common > 0 && max(one.symbols.count, other.symbols.count) - common == distance
    }

    private static func part(_ name: NameForm) -> [UInt32] {
        name.isDotted ? Array(name.symbols.prefix(name.surnameLength)) : name.symbols
    }

    /// The edit distance between the sounds of two names, at most 32 characters each.
    private static func soundDistance(_ one: NameForm, _ other: NameForm) -> Int {
        soundDistance(one, other, one.symbols.count, other.symbols.count)
    }

    /// As above, between their first so many characters.
    private static func soundDistance(_ one: NameForm, _ other: NameForm, _ count: Int, _ otherCount: Int) -> Int {
        var row = Array(0...otherCount)
        for left in 0..<count {
            var diagonal = row[0]
            row[0] = left + 1
            for right in 0..<otherCount {
                let cost = diagonal + (isSame(one, left, other, right) ? 0 : 1)
                diagonal = row[right + 1]
                row[right + 1] = min(cost, row[right] + 1, diagonal + 1)
            }
        }
        return row[otherCount]
    }
}
