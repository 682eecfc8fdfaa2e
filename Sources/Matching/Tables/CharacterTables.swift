/// What is known of single Han characters: the standard form, the readings, the look-alikes.
///
/// The characters of the basic plane are looked up in flat arrays, the rare ones beyond it in small maps. Readings are
/// small numbers given in alphabetical order; they live as long as the process and are never stored.
struct CharacterTables: Sendable {
    static let shared = CharacterTables()

    /// Readings of one character: the commonest first, 0 where there is none.
    struct Readings: Sendable, Equatable {
        var first: UInt16 = 0
        var second: UInt16 = 0
        var third: UInt16 = 0

        /// Whether some reading of the one is a reading of the other.
        func meets(_ other: Readings) -> Bool {
            guard first != 0, other.first != 0 else { return false }
            return other.has(first) || (second != 0 && other.has(second)) || (third != 0 && other.has(third))
        }

        func has(_ reading: UInt16) -> Bool { first == reading || second == reading || third == reading }
    }

    private static let base: UInt32 = 0x3400
    private static let top: UInt32 = 0xA000

    private let standard: [UInt16]
    private let rareStandard: [UInt32: UInt32]
    private let readings: [Readings]
    private let rareReadings: [UInt32: Readings]
    private let lookalikes: [UInt32: [UInt32]]
    /// All readings but those without a vowel (嗯, 呒), which would make words of any letters.
    private let syllables: Set<[UInt8]>
    /// The letters of each reading by its number.
    let letters: [[UInt8]]
    /// The number of the class of readings that dialects confuse (zh/z, n/l, ing/in …) by the reading's number.
    let soft: [UInt16]

    private init() {
        var standard = (Self.base..<Self.top).map { UInt16($0) }
        var rareStandard: [UInt32: UInt32] = [:]
        TableText.canonical.forEachEntry { key, value in
            guard key.count == 1, value.count == 1 else { return }
            if (Self.base..<Self.top).contains(key[0]), value[0] < 0x10000 {
                standard[Int(key[0] - Self.base)] = UInt16(value[0])
            } else {
                rareStandard[key[0]] = value[0]
            }
        }
        self.standard = standard
        self.rareStandard = rareStandard
        var lookalikes: [UInt32: [UInt32]] = [:]
        TableText.lookalikes.forEachEntry { key, value in
            if key.count == 1 { lookalikes[key[0]] = value.filter { $0 != 0x20 } }
        }
        self.lookalikes = lookalikes
        var spoken: [(UInt32, [[UInt8]])] = []
        TableText.pinyin.forEachEntry { key, value in
            guard key.count == 1 else { return }
            let words = value.split(separator: 0x20).prefix(3).map { $0.map { UInt8(truncatingIfNeeded: $0) } }
            if !words.isEmpty { spoken.append((key[0], words)) }
        }
        let sorted = Set(spoken.flatMap(\.1)).sorted { $0.lexicographicallyPrecedes($1) }
        letters = [[]] + sorted
        syllables = Set(sorted.filter { $0.contains { "aeiouv".utf8.contains($0) } })
        let numbers = Dictionary(uniqueKeysWithValues: sorted.enumerated().map { ($1, UInt16($0 + 1)) })
        var classes: [[UInt8]: UInt16] = [:]
        soft = letters.map { word in
            let softened = Self.softened(word)
            let number = classes[softened] ?? UInt16(classes.count)
            classes[softened] = number
            return number
        }
        var readings = [Readings](repeating: Readings(), count: Int(Self.top - Self.base))
        var rareReadings: [UInt32: Readings] = [:]
        for (character, words) in spoken {
            let ids = words.map { numbers[$0] ?? 0 }
            let entry = Readings(
                first: ids[0],
                second: ids.count > 1 ? ids[1] : 0,
                third: ids.count > 2 ? ids[2] : 0
            )
            if (Self.base..<Self.top).contains(character) {
                readings[Int(character - Self.base)] = entry
            } else {
                rareReadings[character] = entry
            }
        }
        self.readings = readings
        self.rareReadings = rareReadings
    }

    /// The one simplified standard character for a traditional, variant or old form.
    func standardForm(_ character: UInt32) -> UInt32 {
        if character >= Self.base, character < Self.top { return UInt32(standard[Int(character - Self.base)]) }
        return rareStandard[character] ?? character
    }

    func readings(of character: UInt32) -> Readings {
        if character >= Self.base, character < Self.top { return readings[Int(character - Self.base)] }
        return character < Self.base ? Readings() : rareReadings[character] ?? Readings()
    }

    /// Whether two standard characters are easily mistaken by their shape.
    func lookAlike(_ one: UInt32, _ other: UInt32) -> Bool {
        lookalikes[one]?.contains(other) == true || lookalikes[other]?.contains(one) == true
    }

    func lookAlikes(of character: UInt32) -> [UInt32] { lookalikes[character] ?? [] }

    /// Whether letters can be read as one character, or as up to so many one after another.
    func isReading(_ letters: [UInt8], ofMost count: Int) -> Bool {
        if syllables.contains(letters) { return true }
        guard count > 1 else { return false }
        return (1..<max(1, letters.count)).contains { place in
            syllables.contains(Array(letters[..<place])) && isReading(Array(letters[place...]), ofMost: count - 1)
        }
    }

    /// Whether two characters are read alike by many speakers: the same reading but for zh/z, ch/c, sh/s, n/l, h/f,
    /// r/l and a final g.
    func soundAlike(_ one: Readings, _ other: Readings) -> Bool {
        guard one.first != 0, other.first != 0 else { return false }
        return soft[Int(one.first)] == soft[Int(other.first)]
    }

    private static func softened(_ word: [UInt8]) -> [UInt8] {
        var letters = word
        if letters.count > 2, letters[1] == 0x68, [0x7A, 0x63, 0x73].contains(letters[0]) { letters.remove(at: 1) }
        if letters.count > 1, letters[0] == 0x6C { letters[0] = 0x6E }
        if letters.count > 2, letters[letters.count - 1] == 0x67 { letters.removeLast() }
        return letters
    }
}
