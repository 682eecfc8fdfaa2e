/// One form of a name as compact symbols: standard Han characters, or the letters of a romanised name.
struct NameForm: Sendable, Equatable {
    enum Script: UInt8, Sendable {
        case han = 1
        case latin = 2
    }

    /// Stands for one character that the system could not write (`?`, `□`, `*`, 某).
    static let unknown: UInt32 = 0x3F
    static let longest = 32

    let script: Script
    /// Han: standard characters without separators. Latin: lower-case letters, words separated by one space.
    let symbols: [UInt32]
    /// The length of the surname, or of the first part of a name with `·`.
    let surnameLength: Int
    /// Written with `·` between its parts, as names of several nations are.
    let isDotted: Bool
    /// The readings of each Han character; empty for Latin.
    let readings: [CharacterTables.Readings]
    /// How rare the name is: -log2 of the share of people that bear it, by the tables.
    let rarity: Double

    init(script: Script, symbols: [UInt32], surnameLength: Int, isDotted: Bool) {
        self.script = script
        self.symbols = symbols
        self.surnameLength = surnameLength
        self.isDotted = isDotted
        if script == .han {
            readings = Self.readings(of: symbols, surnameLength: isDotted ? 0 : surnameLength)
        } else {
            readings = []
        }
        rarity = NameRarity.bits(script: script, symbols: symbols, surnameLength: surnameLength, isDotted: isDotted)
    }

    private static func readings(of symbols: [UInt32], surnameLength: Int) -> [CharacterTables.Readings] {
        var readings = symbols.enumerated().map { offset, symbol in
            offset == 0 && surnameLength == 1
                ? SurnameTables.shared.readings(of: symbol) : CharacterTables.shared.readings(of: symbol)
        }
        if surnameLength == 2, symbols.count > 2,
            let spoken = SurnameTables.shared.compoundReadings(symbols[0], symbols[1])
        {
            readings[0] = .init(first: spoken[0])
            readings[1] = .init(first: spoken[1])
        }
        return readings
    }

    var unknownCount: Int { symbols.reduce(0) { $1 == Self.unknown ? $0 + 1 : $0 } }

    /// The words of a Latin name.
    var words: [ArraySlice<UInt32>] { symbols.split(separator: 0x20) }

    /// The letters of a Han name by its first readings, surname first; `nil` if some character has no reading.
    func romanised(surnameFirst: Bool) -> [UInt8]? {
        guard script == .han, surnameLength <= symbols.count else { return nil }
        var surname: [UInt8] = []
        var given: [UInt8] = []
        for (offset, reading) in readings.enumerated() {
            guard reading.first != 0 else { return nil }
            let letters = CharacterTables.shared.letters[Int(reading.first)]
            if offset < surnameLength { surname += letters } else { given += letters }
        }
        return surnameFirst ? surname + given : given + surname
    }
}
