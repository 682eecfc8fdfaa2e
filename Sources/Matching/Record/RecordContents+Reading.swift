extension RecordContents {
    /// Days after birth in which a child may still be without a name.
    static let infancyDays: Int32 = 400
    /// Fourteen years: those of a parent and a child at the least.
    private static let generationDays: Int32 = 5_113
    /// Eighteen years.
    static let adultDays: Int32 = 6_575

    /// Reads a source record. No input fails: what cannot be read counts as not said.
    init(_ fields: SourceFields) {
        let day = BirthDate.read(String(fields.registeredOn.prefix(10)), registered: 0)
        let registered = day?.dayNumber ?? 0
        let birth = BirthDate.read(fields.birthDate, registered: registered)
        let age = registered > 0 ? birth.map { registered - $0.dayNumber } : nil
        let name = NameReading(fields.name, age: age, guardian: fields.guardianName)
        kind =
            switch name.subject {
            case .person: .person
            case .nameless: .nameless
            case .newborn: .newborn
            case .unidentified: .unidentified
            case .test: .testPatient
            }
        self.birth = birth
        self.registered = registered
        if let birth, let day, birth.isWhole {
            isBirthFromAge = birth.isWeak || birth.packed % 10_000 == day.packed % 10_000 && birth.year < day.year
        }
        names = name.forms
        newborn = name.mark
        sex = SexReading.read(fields.sex)
        if kind == .newborn { giveBirthToParent() }
        if sex == 0 { sex = newborn.sex }
        if newborn.sex == 0 { newborn.sex = sex }
        nation = NationReading.read(fields.nation)
        phones = PhoneReading.read(fields.phone)
        address = AddressReading(fields.address)
        institution = Self.digest(fields.institution)
        localID = Self.digest(fields.localID)
        readRelatives(fields, parent: name.parent)
        readDocuments(fields, digitsInName: name.digits)
    }

    /// A child without a name has no birth date of a generation ago: a parent's card was read for it, which says the
    /// parent's birth date and sex.
    private mutating func giveBirthToParent() {
        guard let birth, registered > 0, registered - birth.dayNumber > Self.generationDays else { return }
        self.birth = nil
        isBirthFromAge = false
        sex = newborn.sex
    }

    private static func digest(_ text: String) -> UInt64 {
        let folded = FoldedText.fold(text, limit: 64).filter { $0 != 0x20 }
        return folded.isEmpty ? 0 : FoldedText.digest(folded)
    }

    private mutating func readRelatives(_ fields: SourceFields, parent: NameForm?) {
        if let parent { relativeNames.append(parent) }
        let guardian = NameReading(fields.guardianName)
        if guardian.subject == .person, let form = guardian.forms.first, !relativeNames.contains(form) {
            relativeNames.append(form)
        }
        if let document = Document.read(fields.guardianIDNumber, type: "", registered: registered) {
            relativeDocuments.append(document)
        }
        giveNameToGuardian()
    }

    /// A record under its guardian's own name is a child's, whose name nobody typed, unless it is of an adult, or the guardian's
    /// birth date is the person's own as well: then somebody is their own guardian.
    private mutating func giveNameToGuardian() {
        guard kind == .person, let name = names.first,
            relativeNames.contains(where: { isName(name, of: $0) })
        else { return }
        if let birth, let number = relativeDocuments.first, let inside = number.birthDate,
            BirthComparator.level(birth, inside, isWeak: isBirthFromAge) >= .agedAlike
        {
            relativeNames = []
            relativeDocuments = []
            documents.append(number)
            return
        }
        if let birth, registered > 0, registered - birth.dayNumber >= Self.adultDays {
            relativeNames = []
            return
        }
        names = []
        kind = .nameless
    }

    /// Whether a name is the guardian's, or a part of it; the guardian's may be a part of the child's (其木格, 哈斯其木格).
    private func isName(_ name: NameForm, of guardian: NameForm) -> Bool {
        let level = NameComparator.level(guardian, name)
        return level.isLike || level >= .shortForm && name.symbols.count <= guardian.symbols.count
    }

    private mutating func readDocuments(_ fields: SourceFields, digitsInName: [UInt32]) {
        let typed = [
            (fields.idNumber, fields.idType), (fields.secondIDNumber, fields.secondIDType),
            (String(String.UnicodeScalarView(digitsInName.compactMap(Unicode.Scalar.init))), ""),
        ]
        for (text, type) in typed where !text.isEmpty {
            // A mobile number in the field of a document, and a document in the field of the phone.
            if text.unicodeScalars.count <= 14, phones.count < PhoneReading.most, type.isEmpty || type.hasSuffix("1"),
                let phone = PhoneReading.read(text).first, phone / 10_000_000_000 == 1
            {
                if !phones.contains(phone) { phones.append(phone) }
            } else if let document = Document.read(text, type: type, registered: registered) {
                place(document)
            }
        }
        if fields.phone.unicodeScalars.count >= 15,
            let document = Document.read(fields.phone, type: "", registered: registered), document.isResident
        {
            phones.removeAll { $0 > 99_999_999_999 }
            place(document)
        }
        documents.sort { $0.kind.rawValue < $1.kind.rawValue }
        // Children have birth certificates: an adult's number beside one is that of whoever brought the child.
        if documents.contains(where: { $0.kind == .birthCertificate }), registered > 0,
            let holder = validNumber?.birthDate, registered - holder.dayNumber >= Self.adultDays
        {
            isNumberDoubtful = true
        }
    }

    /// Gives a number to whom it belongs by what it says itself: to the person, or to a relative.
    private mutating func place(_ document: Document) {
        guard documents.count < 4, !documents.contains(document) else { return }
        switch ownership(of: document) {
        case .own: documents.append(document)
        case .doubtful:
            documents.append(document)
            isNumberDoubtful = true
        case .relative: if !relativeDocuments.contains(document) { relativeDocuments.append(document) }
        }
    }

    private enum Ownership {
        case own, doubtful, relative
    }

    /// A household's number is a relative's as well. A valid number is one if the guardian has it too, if a newborn without
    /// a name could not have it yet, or if its birth date lies a generation before the one that was typed.
    private func ownership(of document: Document) -> Ownership {
        if document.kind == .household { return .relative }
        guard document.isResident, let inside = document.birthDate else { return .own }
        if let birth {
            let yearsOlder = birth.year - inside.year
            let level = BirthComparator.level(birth, inside, isWeak: isBirthFromAge)
            if yearsOlder >= BirthDate.yearsOfGeneration, level < .oneDigit { return .relative }
            if relativeDocuments.contains(document) { return level >= .oneDigit ? .doubtful : .relative }
            if kind == .newborn, level < .oneDigit { return .relative }
            if level == .contradicts || level == .sameYear && !isBirthFromAge && birth.isWellStated {
                return sex != 0 && document.sex != sex ? .relative : .doubtful
            }
            if sex != 0, document.sex != sex, level < .exact { return .doubtful }
            return .own
        }
        if relativeDocuments.contains(document) { return .relative }
        if kind == .newborn, registered > 0, registered - inside.dayNumber > Self.infancyDays { return .relative }
        return sex != 0 && document.sex != sex ? .doubtful : .own
    }
}
