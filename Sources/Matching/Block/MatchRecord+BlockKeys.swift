extension MatchRecord {
    /// The keys under which persons that may be this one are found; none for records that are linked to nobody.
    package var blockKeys: [BlockKey] {
        guard mayBeLinked else { return [] }
        var keys = BlockKeys()
        addNumbers(to: &keys)
        addRelatives(to: &keys)
        let births = self.births
        for phone in phones {
            keys.add(.phone, cap: 10, .integer(phone))
            for birth in births { keys.add(.phoneAndBirth, cap: 12, .integer(phone), .date(birth.packed)) }
        }
        if localID != 0 { keys.add(.local, cap: 8, .integer(institution), .integer(localID)) }
        for name in names { addName(name, births: births, to: &keys) }
        addAddress(births: births, to: &keys)
        addChild(to: &keys)
        for name in names where name.script == .latin { addWords(of: name, births: births, to: &keys) }
        return keys.keys
    }

    /// The few of the keys whose counts tell what is crowded.
    var crowdKeys: [BlockKey] {
        var keys = BlockKeys()
        for document in documents where document.isOfResident {
            keys.add(.number, cap: Self.numberCap, .bytes(document.text))
        }
        for phone in phones { keys.add(.phone, cap: 10, .integer(phone)) }
        if localID != 0 { keys.add(.local, cap: 8, .integer(institution), .integer(localID)) }
        for name in names { keys.add(.name, cap: 6, .symbols(name.symbols)) }
        if let house = address.houseKey { keys.add(.address, cap: 8, .integer(house)) }
        return keys.keys
    }

    /// The days of birth that were typed or lie in the own number.
    var births: [BirthDate] {
        var births: [BirthDate] = []
        for birth in [birth, validNumber?.birthDate, number?.birthDate] {
            if let birth, !births.contains(birth), births.count < 2 { births.append(birth) }
        }
        return births
    }

    /// The age up to which a child may still be looked for under a parent's name, in days.
    private static let childhoodDays: Int32 = 3_700

    private func addChild(to keys: inout BlockKeys) {
        guard let birth = bestBirth, birth.isWhole,
            kind == .newborn || registered - birth.dayNumber < Self.childhoodDays
        else { return }
        keys.add(.childBirth, cap: 10, .date(birth.packed), .date(UInt32(bestSex)))
        for area in address.areas.suffix(2) {
            keys.add(.childBirthAndArea, cap: 10, .date(birth.packed), .date(UInt32(bestSex)), .date(area))
        }
    }

    private func addNumbers(to keys: inout BlockKeys) {
        for document in documents {
            switch document.kind {
            case .resident, .damagedResident:
                keys.add(.number, cap: Self.numberCap, .bytes(document.text))
                keys.add(.numberFront, cap: 20, .bytes(Array(document.text.prefix(14))))
                keys.add(.numberBack, cap: 20, .bytes(Array(document.text.suffix(12))))
                if document.text.count == 18 {
                    keys.add(.numberEnds, cap: 20, .bytes(Array(document.text[..<6] + document.text[14...])))
                }
            case .hongKongMacaoPass: keys.add(.document, cap: 8, .bytes(Array(document.text.suffix(8))))
            default: keys.add(.document, cap: 8, .bytes(document.text))
            }
        }
    }

    private func addRelatives(to keys: inout BlockKeys) {
        guard let birth = bestBirth, birth.isWhole else { return }
        for document in relativeDocuments {
            keys.add(.relativeNumber, cap: 8, .bytes(document.text), .date(birth.packed))
        }
        for name in relativeNames {
            keys.add(.relativeName, cap: 12, .bytes(name.keyLetters), .date(birth.packed))
        }
    }

    private func addName(_ name: NameForm, births: [BirthDate], to keys: inout BlockKeys) {
        let letters = name.keyLetters
        keys.add(.name, cap: 6, .symbols(name.symbols))
        for birth in births {
            if birth.isWhole {
                keys.add(.birthAndGiven, cap: 16, .bytes(name.keyGiven), .date(birth.packed))
                for part in name.keyParts { keys.add(.birthAndPart, cap: 16, .bytes(part), .date(birth.packed)) }
                keys.add(.nameAndBirth, cap: 24, .bytes(letters), .date(birth.packed))
            }
            keys.add(.readingAndYear, cap: 8, .bytes(letters), .date(birth.packed / 10_000))
        }
        if let house = address.houseKey { keys.add(.addressAndName, cap: 12, .integer(house), .bytes(name.keySurname)) }
    }

    /// Romanised names are mistyped word by word, so each word serves with the year of birth and with each number of
    /// the address.
    private func addWords(of name: NameForm, births: [BirthDate], to keys: inout BlockKeys) {
        for word in name.words.prefix(3) {
            let letters = word.map { UInt8(truncatingIfNeeded: $0) }
            for birth in births { keys.add(.roman, cap: 10, .bytes(letters), .date(birth.packed / 10_000)) }
            for number in address.numbers.suffix(2) {
                keys.add(.roman, cap: 10, .bytes(letters), .integer(UInt64(number)))
            }
        }
        for birth in births where birth.isWhole {
            keys.add(.roman, cap: 10, .date(birth.packed))
            for number in address.numbers.suffix(1) { keys.add(.roman, cap: 10, .date(birth.packed), .date(number)) }
        }
    }

    private func addAddress(births: [BirthDate], to keys: inout BlockKeys) {
        guard let house = address.houseKey else { return }
        keys.add(.address, cap: 8, .integer(house))
        for birth in births where birth.isWhole {
            keys.add(.addressAndBirth, cap: 12, .integer(house), .date(birth.packed))
        }
    }
}
