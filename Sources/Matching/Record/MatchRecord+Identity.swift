extension MatchRecord {
    /// Whether the record has a document of its own that can be the person's: a valid resident number that nothing speaks
    /// against, or any other document.
    package var hasDocument: Bool {
        documents.contains { $0.isResident ? !isNumberDoubtful : $0.kind != .damagedResident }
    }

    /// Whether a record may have been about the same person before their name was known, as far as one record can tell: an
    /// institution said both under one local id.
    ///
    /// - A newborn keeps the birth date, to a slip of the hand, and the place among those born together; where no birth
    ///   date was said at birth, the child was born in the months before the registration.
    /// - Nobody changes the sex, nor a valid number, nor takes the number of their own relative: then the mother was
    ///   registered under her child's local id.
    /// - Of somebody unidentified nothing else is certain: ages are guessed.
    package func mayBecome(_ later: MatchRecord) -> Bool {
        guard later.kind != .testPatient else { return false }
        if bestSex != 0, later.bestSex != 0, bestSex != later.bestSex { return false }
        if let own = later.validNumber {
            if relativeDocuments.contains(where: { $0.text == own.text }) { return false }
            if let number = validNumber, number.text != own.text, !isNumberDoubtful { return false }
        }
        switch kind {
        case .person, .testPatient: return false
        case .newborn:
            guard later.kind == .person || later.kind == .newborn, !newborn.contradicts(later.newborn) else {
                return false
            }
            return mayBeBirth(later.bestBirth)
        case .nameless:
            guard later.kind != .unidentified else { return false }
            guard let one = bestBirth, let other = later.bestBirth else { return true }
            let level = BirthComparator.level(one, other, isWeak: isBirthFromAge || later.isBirthFromAge)
            return level != .contradicts && level != .sameYear
        case .unidentified: return true
        }
    }

    /// Whether a newborn may have been born on a day.
    private func mayBeBirth(_ later: BirthDate?) -> Bool {
        guard let later else { return false }
        if let birth = bestBirth { return BirthComparator.level(birth, later, isWeak: false) >= .lunar }
        return registered > 0 && (-2...RecordContents.infancyDays).contains(registered - later.dayNumber)
    }
}

extension BlockKey {
    /// The key under which the holder of a number lies; `nil` for anything but a valid resident identity number.
    package static func holder(ofNumber typed: String) -> BlockKey? {
        guard let document = Document.read(typed, type: "", registered: 0), document.isResident else { return nil }
        var keys = BlockKeys()
        keys.add(.number, cap: MatchRecord.numberCap, .bytes(document.text))
        return keys.keys.first
    }
}

extension MatchRecord {
    /// How many persons may lie under one resident identity number before it counts as nobody's.
    static let numberCap = 12

    /// Whether the number is the record's own without doubt.
    package func holds(number typed: String) -> Bool {
        guard !isNumberDoubtful, let own = validNumber else { return false }
        return Document.read(typed, type: "", registered: 0)?.text == own.text
    }
}
