extension NameForm {
    /// The letters by which the name is found whatever characters it was typed with, surname first.
    var keyLetters: [UInt8] {
        if script == .latin { return sortedWords }
        return letters(0..<symbols.count)
    }

    /// The letters of the surname; of a romanised name those of its first word in the alphabet.
    var keySurname: [UInt8] {
        if script == .latin { return Array(sortedWords.prefix(4)) }
        return letters(0..<min(surnameLength, symbols.count))
    }

    /// The letters of the last character, which is the given name's own where siblings share the middle one.
    var keyGiven: [UInt8] {
        if script == .latin { return Array(sortedWords.suffix(4)) }
        return symbols.count > surnameLength ? letters(symbols.count - 1..<symbols.count) : []
    }

    /// The surname with each character of the given name, so that one of them may be missing, misread or in another place;
    /// of a romanised name the first letters of its first word.
    var keyParts: [[UInt8]] {
        if script == .latin { return [keySurname] }
        let given = (surnameLength..<max(surnameLength, symbols.count)).prefix(3)
        return given.isEmpty ? [keySurname] : given.map { keySurname + letters($0..<$0 + 1) }
    }

    private func letters(_ range: Range<Int>) -> [UInt8] {
        var letters: [UInt8] = []
        for index in range {
            if readings[index].first != 0 {
                letters += CharacterTables.shared.letters[Int(readings[index].first)]
            } else {
                letters.append(UInt8(truncatingIfNeeded: symbols[index]))
                letters.append(UInt8(truncatingIfNeeded: symbols[index] >> 8))
            }
        }
        return letters
    }

    private var sortedWords: [UInt8] {
        words.map { $0.map { UInt8(truncatingIfNeeded: $0) } }.sorted { $0.lexicographicallyPrecedes($1) }
            .flatMap { $0 }
    }
}
