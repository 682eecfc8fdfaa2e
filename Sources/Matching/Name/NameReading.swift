/// A typed name, read: who is meant, under which forms, and what the marks around it say.
struct NameReading: Sendable {
    enum Subject: Sendable, Equatable {
        case person
        /// Nothing that is a name: a placeholder, or empty.
        case nameless
        case newborn
        case unidentified
        case test
    }

    private(set) var subject = Subject.person
    private(set) var forms: [NameForm] = []
    /// The mother's (or father's) name in a newborn's.
    private(set) var parent: NameForm?
    private(set) var mark = NewbornMark()
    /// Digits typed in the name field that may be a number of the person.
    private(set) var digits: [UInt32] = []

    /// - Parameters:
    ///   - age: Days from birth to registration, if both are known: 毛毛 is no given name in the first months of life.
    ///   - guardian: The guardian's name as typed; a newborn goes by it.
    init(_ text: String, age: Int32? = nil, guardian: String = "") {
        let folded = Self.withoutBed(FoldedText.fold(text, limit: 96))
        if folded.isEmpty {
            subject = .nameless
            return
        }
        if NameWords.isTest(folded) {
            subject = .test
            return
        }
        let run = folded.filter { FoldedText.isDigit($0) || $0 == 0x78 }
        if run.count >= 8 { digits = run }
        let (core, others) = Self.split(folded)
        let parent = FoldedText.fold(guardian, limit: 32).filter(FoldedText.isHan)
        read(core, age: age, guardian: parent.map { CharacterTables.shared.standardForm($0) })
        for other in others where subject == .person && forms.count < 3 { readOther(other) }
        // 王芳之子（小）
        if subject == .newborn, mark.order == 0 {
            for other in others where other.count == 1 { mark.order = NameWords.orderSign(other[0]) }
        }
    }

    /// Takes the number of a bed off: 王芳之女2床.
    private static func withoutBed(_ folded: [UInt32]) -> [UInt32] {
        guard let bed = folded.firstIndex(of: 0x5E8A) else { return folded }
        let number = folded[..<bed].reversed().prefix(while: FoldedText.isDigit).count
        return number == 0 ? folded : Array(folded[..<(bed - number)] + folded[(bed + 1)...])
    }

    /// Takes apart what stands outside brackets and what stands in them or behind a stroke.
    private static func split(_ folded: [UInt32]) -> (core: [UInt32], others: [[UInt32]]) {
        var core: [UInt32] = []
        var others: [[UInt32]] = []
        var depth = 0
        for value in folded {
            switch value {
            case 0x28, 0x5B, 0x7B, 0x3010, 0x300A, 0x3008, 0x300C, 0x3014, 0x2F, 0x7C, 0x3B:
                depth += 1
                others.append([])
            case 0x29, 0x5D, 0x7D, 0x3011, 0x300B, 0x3009, 0x300D, 0x3015: depth = 0
            default: if depth > 0 { others[others.count - 1].append(value) } else { core.append(value) }
            }
        }
        if let cut = NameWords.formerNameStart(core), cut.start > 0 {
            others.append(Array(core[cut.start...]))
            core = Array(core[..<cut.start])
        }
        return (core, others)
    }

    private mutating func read(_ core: [UInt32], age: Int32?, guardian: [UInt32]) {
        var han = core.filter { FoldedText.isHan($0) || $0 == FoldedText.middleDot || NameWords.isUnknownSign($0) }
            .map { NameWords.isUnknownSign($0) ? NameForm.unknown : CharacterTables.shared.standardForm($0) }
        let hanCount = han.reduce(0) { FoldedText.isHan($1) ? $0 + 1 : $0 }
        if NameWords.isAmbulance(core)
            || NameWords.isUnidentified(core.filter(FoldedText.isHan).map { CharacterTables.shared.standardForm($0) })
        {
            subject = .unidentified
            return
        }
        if hanCount == 0 {
            readLatin(core)
            return
        }
        let tail = core.drop { !FoldedText.isHan($0) }.drop { FoldedText.isHan($0) || $0 >= 0x80 || $0 == 0x20 }
            .filter { FoldedText.isHan($0) || FoldedText.isLetter($0) || FoldedText.isDigit($0) }
        if let newborn = NameWords.newborn(han, tail: tail, age: age, guardian: guardian) {
            subject = .newborn
            mark = NewbornMark(order: newborn.order, sex: newborn.sex)
            if newborn.parent.count >= 2 { parent = Self.hanForm(newborn.parent) }
            return
        }
        han = NameWords.withoutTitles(NameWords.withoutFamiliarity(han))
        if han.isEmpty || NameWords.isPlaceholder(han) {
            subject = .nameless
            return
        }
        let letters = core.filter { FoldedText.isLetter($0) || $0 == 0x20 }
        if let form = Self.hanForm(han) { forms.append(form) }
        if letters.filter(FoldedText.isLetter).count >= 4, let form = Self.latinForm(letters), isName(form) {
            forms.append(form)
        }
        if forms.isEmpty { subject = .nameless }
    }

    /// Whether Latin letters beside a Han name are a name as well: its reading, or several words. One word may be anything.
    private func isName(_ latin: NameForm) -> Bool {
        guard let han = forms.first, latin.words.count == 1 else { return true }
        return NameComparator.level(han, latin) == .romanised
    }

    private mutating func readLatin(_ core: [UInt32]) {
        if NameWords.isUnidentifiedLatin(core) {
            subject = .unidentified
        } else if let form = Self.latinForm(core), form.symbols.count >= 2, !NameWords.isPlaceholderLatin(form.symbols)
        {
            forms.append(form)
        } else {
            subject = .nameless
        }
    }

    /// A name in brackets or behind a word such as 曾用名: another form of the same person's name.
    private mutating func readOther(_ other: [UInt32]) {
        let named = NameWords.formerNameStart(other)
        let rest = named.map { Array(other[$0.end...]) } ?? other
        let han = rest.filter(FoldedText.isHan).map { CharacterTables.shared.standardForm($0) }
        if han.isEmpty {
            if rest.filter(FoldedText.isLetter).count >= 4, let form = Self.latinForm(rest) { forms.append(form) }
        } else if (2...4).contains(han.count), let form = Self.hanForm(han) {
            // Without such a word, only a name of the same family counts: 张子涵（张雨依）.
            if named != nil || forms.first?.symbols.first == han[0] && !form.isDotted { forms.append(form) }
        }
    }

    static func hanForm(_ han: [UInt32]) -> NameForm? {
        let trimmed = Array(han.drop { $0 == FoldedText.middleDot })
        let symbols = Array(trimmed.filter { $0 != FoldedText.middleDot }.prefix(NameForm.longest))
        guard symbols.contains(where: FoldedText.isHan) else { return nil }
        let dot = trimmed.firstIndex(of: FoldedText.middleDot) ?? trimmed.count
        let isDotted = dot > 0 && dot < symbols.count
        let isCompound = symbols.count >= 3 && SurnameTables.shared.isCompound(symbols[0], symbols[1])
        return NameForm(
            script: .han,
            symbols: symbols,
            surnameLength: isDotted ? dot : isCompound ? 2 : 1,
            isDotted: isDotted
        )
    }

    static func latinForm(_ text: [UInt32]) -> NameForm? {
        var symbols: [UInt32] = []
        for value in text.prefix(64) {
            if FoldedText.isLetter(value) {
                symbols.append(value)
            } else if value != 0x27, let last = symbols.last, last != 0x20, !FoldedText.isDigit(value) {
                symbols.append(0x20)
            }
        }
        if symbols.last == 0x20 { symbols.removeLast() }
        guard !symbols.isEmpty else { return nil }
        let first = symbols.firstIndex(of: 0x20) ?? symbols.count
        return NameForm(script: .latin, symbols: symbols, surnameLength: first, isDotted: false)
    }
}
