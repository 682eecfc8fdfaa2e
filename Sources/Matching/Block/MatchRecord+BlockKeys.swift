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

    private func addNumbers(to keys: inout BlockKeys) {
        for document in documents {
            switch document.kind {
            case .resident, .damagedResident:
                keys.add(.number, cap: 12, .bytes(document.text))
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
                keys.add(.birthAndSurname, cap: 16, .bytes(name.keySurname), .date(birth.packed))
                keys.add(.nameAndBirth, cap: 24, .bytes(letters), .date(birth.packed))
            }
            keys.add(.readingAndYear, cap: 8, .bytes(letters), .date(birth.packed / 10_000))
        }
        for phone in phones { keys.add(.phoneAndSurname, cap: 12, .integer(phone), .bytes(name.keySurname)) }
        if let house = address.houseKey { keys.add(.addressAndName, cap: 12, .integer(house), .bytes(name.keySurname)) }
    }

    private func addAddress(births: [BirthDate], to keys: inout BlockKeys) {
        guard let house = address.houseKey else { return }
        keys.add(.address, cap: 8, .integer(house))
        for birth in births where birth.isWhole {
            keys.add(.addressAndBirth, cap: 12, .integer(house), .date(birth.packed))
        }
    }
}
