/// How well two descriptions of people agree, field by field.
///
/// Compared whole, persons agree in a field as well as their best pair of records does.
struct Comparison: Sendable, Equatable {
    var name = NameLevel.absent
    /// How rare the name is that agrees, in bits.
    var rarity = 0.0
    /// Pairs of records whose names are the same.
    var exactNames = 0
    var number = NumberLevel.absent
    /// The best agreement of names among pairs of records with the same number.
    var nameAtNumber = NameLevel.absent
    var birth = BirthLevel.absent
    /// The agreement of the birth dates that were typed, whatever the numbers say.
    var typedBirth = BirthLevel.absent
    /// One of two birth dates is the other in the lunar calendar.
    var isLunarDay = false
    /// The smallest distance of two stated birth dates in years.
    var yearsApart = Int.max
    var sex = SameLevel.absent
    var phone = PhoneLevel.absent
    /// One mobile phone is the same; a landline may be a company's or a village's.
    var isSameMobile = false
    var address = AddressLevel.absent
    var relative = RelativeLevel.absent
    var document = DocumentLevel.absent
    var local = SameLevel.absent
    var nation = SameLevel.absent
    /// Both are children without a name, or one is.
    var newborns = 0
    /// A newborn's mark says that it is one of several.
    var hasOrderMark = false
    /// The names agree in a way in which the names of twins do not.
    var isNameOfOne = false
    var isSameInstitution = false
    /// A record of each is of one day: two people who came together, more often than one who came twice.
    var isSameDay = false
    var nearness = Nearness.apart
    /// The own number of the one is the number of a relative of the other.
    var isRelation = false
    /// One of them was under age when it was registered: others spoke for it.
    var isOfMinor = false
    /// A number was typed on one side that contradicts what stands beside it, and may be a relative's.
    var hasDoubtfulNumber = false
    /// On one side a grown person said no number but a relative's.
    var hasOnlyRelativesNumber = false

    /// The exact name stands beside the same number on both sides, though something else speaks against the number.
    var isNamedHolder: Bool { number == .equalDoubtful && nameAtNumber == .exact }

    mutating func fold(_ other: Comparison) {
        if other.name > name || other.name == name && other.rarity > rarity {
            name = other.name
            rarity = other.rarity
        }
        exactNames += other.exactNames
        number = max(number, other.number)
        nameAtNumber = max(nameAtNumber, other.nameAtNumber)
        birth = max(birth, other.birth)
        typedBirth = max(typedBirth, other.typedBirth)
        isLunarDay = isLunarDay || other.isLunarDay
        yearsApart = min(yearsApart, other.yearsApart)
        sex = max(sex, other.sex)
        phone = max(phone, other.phone)
        address = max(address, other.address)
        relative = max(relative, other.relative)
        document = max(document, other.document)
        local = max(local, other.local)
        nation = max(nation, other.nation)
        newborns = max(newborns, other.newborns)
        hasOrderMark = hasOrderMark || other.hasOrderMark
        isNameOfOne = isNameOfOne || other.isNameOfOne
        isSameMobile = isSameMobile || other.isSameMobile
        isSameInstitution = isSameInstitution || other.isSameInstitution
        isSameDay = isSameDay || other.isSameDay
        nearness = max(nearness, other.nearness)
        isRelation = isRelation || other.isRelation
        isOfMinor = isOfMinor || other.isOfMinor
        hasDoubtfulNumber = hasDoubtfulNumber || other.hasDoubtfulNumber
        hasOnlyRelativesNumber = hasOnlyRelativesNumber || other.hasOnlyRelativesNumber
    }
}
