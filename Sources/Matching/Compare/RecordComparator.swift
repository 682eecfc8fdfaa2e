/// Compares two records field by field.
struct RecordComparator {
    /// What the whole index knows of the phones and houses of the record under decision.
    let crowd: Crowd

    func compare(_ one: MatchRecord, _ other: MatchRecord) -> Comparison {
        var result = Comparison()
        compareNames(one, other, &result)
        compareNumbers(one, other, &result)
        compareBirths(one, other, &result)
        let (left, right) = (one.bestSex, other.bestSex)
        if left != 0, right != 0 { result.sex = left == right ? .equal : .differs }
        result.isOfMinor = isMinor(one) || isMinor(other)
        result.phone = phoneLevel(one.phones, other.phones)
        result.hasDoubtfulNumber = one.isNumberDoubtful || other.isNumberDoubtful
        result.hasOnlyRelativesNumber = hasOnlyRelativesNumber(one) || hasOnlyRelativesNumber(other)
        result.isSameMobile = one.phones.contains { PhoneReading.isMobile($0) && other.phones.contains($0) }
        result.address = addressLevel(one.address, other.address)
        if result.address >= .place { result.nearness = AddressComparator.nearness(one.address, other.address) }
        compareRelatives(one, other, &result)
        if one.localID != 0, one.localID == other.localID, one.institution == other.institution {
            result.local = crowd.isLocalCrowded ? .absent : .equal
        }
        result.isSameDay = one.registered > 0 && one.registered == other.registered
        result.isSameInstitution = one.institution != 0 && one.institution == other.institution
        if one.nation != 0, other.nation != 0 { result.nation = one.nation == other.nation ? .equal : .differs }
        return result
    }

    private func compareNames(_ one: MatchRecord, _ other: MatchRecord, _ result: inout Comparison) {
        for left in one.names {
            for right in other.names {
                let level = NameComparator.level(left, right)
                let rarity = max(left.rarity, right.rarity)
                if NameComparator.isOfOne(left, right, level) { result.isNameOfOne = true }
                if level > result.name || level == result.name && rarity > result.rarity {
                    result.name = level
                    result.rarity = rarity
                }
            }
        }
        result.exactNames = result.name == .exact ? 1 : 0
        result.newborns = (one.kind == .newborn ? 1 : 0) + (other.kind == .newborn ? 1 : 0)
        result.hasOrderMark = one.newborn.order != 0 || other.newborn.order != 0
    }

    private func compareNumbers(_ one: MatchRecord, _ other: MatchRecord, _ result: inout Comparison) {
        for left in one.documents {
            for right in other.documents {
                switch (left.isOfResident, right.isOfResident) {
                case (true, true):
                    var level = NumberComparator.level(left, right)
                    if one.isNumberDoubtful || other.isNumberDoubtful {
                        level = level >= .equalDoubtful ? .equalDoubtful : .absent
                    }
                    if level >= .equalDoubtful { result.nameAtNumber = max(result.nameAtNumber, result.name) }
                    result.number = max(result.number, level)
                case (false, false):
                    result.document = max(result.document, documentLevel(left, right))
                default: break
                }
            }
        }
    }

    /// Numbers of unknown kind that differ say nothing: a person may have any number of them.
    private func documentLevel(_ one: Document, _ other: Document) -> DocumentLevel {
        if one.isSame(as: other) { return .equal }
        guard one.kind == other.kind else { return .absent }
        if min(one.text.count, other.text.count) >= 6, NumberComparator.slips(one.text, other.text) == 1 {
            return .near
        }
        return one.kind == .other ? .absent : .differs
    }

    private func compareBirths(_ one: MatchRecord, _ other: MatchRecord, _ result: inout Comparison) {
        guard !one.hasGuardianOfOwnAge, !other.hasGuardianOfOwnAge else {
            result.birth = .contradicts
            return
        }
        if isChild(one, beside: other) || isChild(other, beside: one) { result.birth = .contradicts }
        compare(statedBirth(one), isWeak: one.isBirthFromAge, to: other, &result)
        if let left = one.birth, let right = other.birth {
            result.typedBirth = BirthComparator.level(left, right, isWeak: one.isBirthFromAge || other.isBirthFromAge)
        }
        compare(one.numberBirth, isWeak: false, to: other, &result)
    }

    /// The birth date as typed, unless it was made from an age and the own number says the day.
    private func statedBirth(_ record: MatchRecord) -> BirthDate? {
        guard let birth = record.birth else { return nil }
        return (record.isBirthFromAge || birth.isWeak) && record.numberBirth != nil ? nil : birth
    }

    /// Whether a record without a birth date shows a birth certificate, as only children do, and the other is of an adult.
    private func isChild(_ one: MatchRecord, beside other: MatchRecord) -> Bool {
        guard one.birth == nil, one.documents.contains(where: { $0.kind == .birthCertificate }), one.registered > 0,
            let birth = other.bestBirth
        else { return false }
        return one.registered - birth.dayNumber >= RecordContents.adultDays
    }

    /// A child may come with its parent's card, a grown person with a relative's by mistake.
    private func hasOnlyRelativesNumber(_ one: MatchRecord) -> Bool {
        one.number == nil && !isMinor(one) && one.relativeDocuments.contains(where: \.isResident)
    }

    /// Whoever was registered on an unknown day may have been one.
    private func isMinor(_ one: MatchRecord) -> Bool {
        guard let birth = one.bestBirth else { return false }
        return one.registered - birth.dayNumber < RecordContents.adultDays
    }

    private func compare(_ birth: BirthDate?, isWeak: Bool, to other: MatchRecord, _ result: inout Comparison) {
        guard let birth else { return }
        if let typed = statedBirth(other) { compare(birth, typed, isWeak: isWeak || other.isBirthFromAge, &result) }
        if let inside = other.numberBirth { compare(birth, inside, isWeak: isWeak, &result) }
    }

    private func compare(_ one: BirthDate, _ other: BirthDate, isWeak: Bool, _ result: inout Comparison) {
        let level = BirthComparator.level(one, other, isWeak: isWeak)
        if level == .lunar, LunarCalendar.shared.isSameDay(one, other) { result.isLunarDay = true }
        result.birth = max(result.birth, level)
        result.yearsApart = min(result.yearsApart, abs(one.year - other.year))
    }

    private func phoneLevel(_ one: [UInt64], _ other: [UInt64]) -> PhoneLevel {
        guard !one.isEmpty, !other.isEmpty else { return .absent }
        var level = PhoneLevel.differs
        for left in one {
            for right in other {
                if left == right {
                    level = max(level, crowd.phones.contains(left) ? .crowded : .equal)
                } else if level < .near, PhoneReading.isNear(left, right) {
                    level = .near
                }
            }
        }
        return level
    }

    private func addressLevel(_ one: AddressReading, _ other: AddressReading) -> AddressLevel {
        let level = AddressComparator.level(one, other)
        return level >= .house && crowd.isHouseCrowded ? .crowded : level
    }

    private func compareRelatives(_ one: MatchRecord, _ other: MatchRecord, _ result: inout Comparison) {
        for left in one.relativeDocuments {
            // A booklet beside a guardian's card says nothing.
            for right in other.relativeDocuments where (left.kind == .household) == (right.kind == .household) {
                result.relative = max(result.relative, left.isSame(as: right) ? .number : .differs)
            }
            if other.documents.contains(left), !other.isNumberDoubtful { result.isRelation = true }
        }
        for right in other.relativeDocuments where one.documents.contains(right) && !one.isNumberDoubtful {
            result.isRelation = true
        }
        for left in one.relativeNames {
            for right in other.relativeNames where NameComparator.level(left, right) >= .swapped {
                result.relative = max(result.relative, .name)
            }
        }
    }
}
