/// What is known of surnames: compound ones, how a surname is read, how common it is.
struct SurnameTables: Sendable {
    static let shared = SurnameTables()

    private let compounds: Set<UInt64>
    private let readings: [UInt32: CharacterTables.Readings]
    private let spokenCompounds: [UInt64: [UInt16]]
    private let shares: [UInt64: Double]
    /// The letters of the surnames of the table.
    private let spoken: Set<[UInt8]>
    /// The share of a surname that the table does not list.
    private static let rareShare = 0.000_02

    private init() {
        var compounds: Set<UInt64> = []
        TableText.compoundSurnames.forEachEntry { key, _ in
            if key.count == 2 { compounds.insert(Self.key(key[0], key[1])) }
        }
        self.compounds = compounds
        var shares: [UInt64: Double] = [:]
        TableText.surnameShares.forEachEntry { key, value in
            guard (1...2).contains(key.count), let share = Double(Self.ascii(value)) else { return }
            shares[Self.key(key[0], key.count > 1 ? key[1] : 0)] = share
        }
        self.shares = shares
        let numbers = Dictionary(
            CharacterTables.shared.letters.enumerated().map { ($1, UInt16($0)) },
            uniquingKeysWith: { first, _ in first }
        )
        var readings: [UInt32: CharacterTables.Readings] = [:]
        var compoundReadings: [UInt64: [UInt16]] = [:]
        TableText.surnameReadings.forEachEntry { key, value in
            let spoken = value.split(separator: 0x20).compactMap { numbers[$0.map { UInt8(truncatingIfNeeded: $0) }] }
            if key.count == 2, spoken.count == 2 { compoundReadings[Self.key(key[0], key[1])] = spoken }
            guard key.count == 1, let number = spoken.first else { return }
            // Clerks also type the commonest reading, so it stays as the second one.
            let common = CharacterTables.shared.readings(of: key[0])
            readings[key[0]] = .init(first: number, second: common.first == number ? common.second : common.first)
        }
        self.readings = readings
        spokenCompounds = compoundReadings
        spoken = Set(
            shares.keys.map { key in
                let first = UInt32(key >> 32)
                let reading = readings[first] ?? CharacterTables.shared.readings(of: first)
                let second = CharacterTables.shared.readings(of: UInt32(truncatingIfNeeded: key))
                return CharacterTables.shared.letters[Int(reading.first)]
                    + CharacterTables.shared.letters[Int(second.first)]
            }
        )
    }

    private static func key(_ first: UInt32, _ second: UInt32) -> UInt64 { UInt64(first) << 32 | UInt64(second) }

    private static func ascii(_ value: [UInt32]) -> String {
        String(decoding: value.map { UInt8(truncatingIfNeeded: $0) }, as: UTF8.self)
    }

    func isCompound(_ first: UInt32, _ second: UInt32) -> Bool { compounds.contains(Self.key(first, second)) }

    /// The readings of a character as a surname, its surname reading first.
    func readings(of character: UInt32) -> CharacterTables.Readings {
        readings[character] ?? CharacterTables.shared.readings(of: character)
    }

    /// The readings of a compound surname where they are not the commonest ones of its characters.
    func compoundReadings(_ first: UInt32, _ second: UInt32) -> [UInt16]? { spokenCompounds[Self.key(first, second)] }

    /// Whether letters are the reading of a whole name in either order: a surname of the table, and one or two characters.
    func isReading(_ letters: [UInt8]) -> Bool {
        (1..<max(1, letters.count)).contains { place in
            let (first, second) = (Array(letters[..<place]), Array(letters[place...]))
            return spoken.contains(first) && CharacterTables.shared.isReading(second, ofMost: 2)
                || spoken.contains(second) && CharacterTables.shared.isReading(first, ofMost: 2)
        }
    }

    /// Whether the character is one of the surnames of the table.
    func isCommon(_ character: UInt32) -> Bool { shares[Self.key(character, 0)] != nil }

    /// The share of the population, 0…1, that bears the surname of one or two characters (0 for the second of one).
    func share(_ first: UInt32, _ second: UInt32) -> Double { shares[Self.key(first, second)] ?? Self.rareShare }
}
