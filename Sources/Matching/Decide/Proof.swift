internal import Glibc

/// Which rule, if any, proves that two descriptions are of one person.
///
/// Each rule asks for evidence that families, twins and namesakes do not share by chance; see the landing page.
struct Proof {
    let comparison: Comparison
    /// The rarity of the name in the index, in bits.
    let rarity: Double
    /// How many persons the index has.
    let persons: Int

    /// A name that fewer than one in some 4,000 people bear.
    private static let rareBits = 12.0
    /// A name that fewer than one in some 260,000 people bear, and at the most so many of the index: there are some 25,000
    /// birthdays.
    private static let (singularBits, fewBearers) = (18.0, 6.0)

    var rule: Rule? {
        if comparison.newborns > 0, comparison.name == .absent { return newbornRule }
        if provesByNumber { return .ownNumber }
        if provesByDamagedNumber { return .damagedNumber }
        if provesByDocument { return .document }
        if provesByLocalNumber { return .localNumber }
        if provesByContact { return .birthAndContact }
        if provesByWeakContacts { return .weakContacts }
        return provesByHousehold ? .household : nil
    }

    private var name: NameLevel { comparison.name }
    private var birth: BirthLevel { comparison.birth }
    /// A landline may be that of a place of work, where many are of one age and some of one name.
    private var contacts: Int {
        (comparison.phone == .equal && (comparison.isSameMobile || rarity >= Self.rareBits) ? 1 : 0)
            + (comparison.address >= .house ? 1 : 0) + (comparison.relative >= .name ? 1 : 0)
    }
    /// Short forms, dropped characters and two slips: names that brothers and fathers may have as well.
    private var isNearlyLike: Bool { name == .dropped || name == .shortForm || name == .twoSlips }
    /// One mobile phone, which few have in common.
    private var isOneMobile: Bool { comparison.phone == .equal && comparison.isSameMobile }
    /// Their own phone, or the house in which neither has another one.
    private var isAtHome: Bool { isOneMobile || comparison.phone != .differs && comparison.address >= .house }
    /// Whether so few bear the name that no two of them have one birthday by chance.
    private var isSingular: Bool {
        comparison.rarity >= Self.singularBits && exp2(-rarity) * Double(persons) <= Self.fewBearers
    }

    private var provesByNumber: Bool {
        // Its holder has both the number and the exact name, even where a birth date was mistyped.
        if comparison.number == .equalDoubtful {
            return comparison.nameAtNumber == .exact && comparison.sex != .differs
                && (contacts > 0 || comparison.local == .equal)
        }
        guard comparison.number == .equal else { return false }
        switch comparison.nameAtNumber {
        case .exact: return true
        // A relative's card has the relative's birth date, and relatives share their contacts: both sides must have typed
        // one date, or one window known them by one number.
        case let level where level.isLike:
            return comparison.typedBirth >= .yearOnly && comparison.sex != .differs || comparison.local == .equal
        // A card that is read says its holder's birth date and sex for whoever brings it, and brothers are called alike.
        case .dropped, .twoSlips, .shortForm:
            // So are those of one home, who have phones of their own.
            let isOne = contacts > 0 && (comparison.phone != .differs || comparison.relative >= .name)
            return comparison.sex != .differs && comparison.typedBirth >= .weakExact
                && (isOne || comparison.local == .equal)
        case .incomparable: return comparison.sex == .equal && comparison.typedBirth >= .weakExact && contacts > 0
        case .absent, .masked:
            return comparison.sex != .differs && comparison.typedBirth >= .weakExact && contacts > 0
        default: return false
        }
    }

    private var provesByDamagedNumber: Bool {
        guard comparison.number == .near || comparison.number == .equalDamaged, comparison.sex != .differs else {
            return false
        }
        guard birth == .absent || birth >= .oneDigit || birth == .yearOnly else { return false }
        if comparison.number == .equalDamaged { return name.isLike || isNearlyLike && contacts > 0 }
        // Twins have neighbouring numbers, which one slip may bring together.
        return comparison.isNameOfOne || name.isLike && birth == .absent && contacts > 0
    }

    private var provesByDocument: Bool {
        guard comparison.document == .equal, comparison.number != .neighbours else { return false }
        let named = name.isLike || isNearlyLike || name == .incomparable || name == .absent
        return named && (birth >= .oneDigit || birth == .absent && name == .exact) && comparison.sex != .differs
    }

    private var provesByLocalNumber: Bool {
        guard comparison.local == .equal else { return false }
        if name.isLike { return birth == .absent || birth != .contradicts || contacts > 0 }
        return (isNearlyLike || name == .oneCharacter || name == .incomparable) && birth >= .weakExact
            && comparison.sex != .differs
    }

    /// Twins share all of this but the name, and their names differ in one character that may well sound or look alike:
    /// only a name that no twin has counts here.
    private var provesByContact: Bool {
        guard birth == .exact, contacts > 0 else { return false }
        // No twins have one name: a sex that differs beside it is a slip. But whoever speaks for a child may name its twin,
        // and of twins of both sexes only the sex tells then.
        if name == .exact { return comparison.sex != .differs || !comparison.isOfMinor }
        // With one number on both sides it is the number's birth date that agrees, which a child on its mother's card has
        // as well.
        if comparison.number == .equal, comparison.typedBirth < .weakExact { return false }
        // Twins' certificates are neighbours.
        let isOneDocument = comparison.document == .absent || comparison.document == .equal
        return comparison.sex != .differs && isOneDocument && (comparison.isNameOfOne || isSlipOfAdult)
    }

    /// Whether a slip made of one name another: grown-up twins whose names sound or look alike seldom still have one phone.
    /// Beside a number that may be a relative's, the birth date may be one's as well.
    private var isSlipOfAdult: Bool {
        guard !comparison.isOfMinor, !comparison.isSameDay, !comparison.hasDoubtfulNumber, comparison.newborns == 0,
            comparison.sex == .equal, isAtHome
        else { return false }
        switch name {
        case .swapped, .lookAlike, .rareMark, .homophone: return true
        case .dropped, .nearSound: return comparison.phone == .equal && comparison.number < .equalDoubtful
        default: return false
        }
    }

    /// Signs of one place beside the same name and birthday, short of a common phone or house. That both are of one
    /// minority is none: the name says so already, and the names of a minority are fewer than their characters promise.
    private var provesByWeakContacts: Bool {
        guard name == .exact, birth == .exact, comparison.sex == .equal, comparison.number == .absent,
            !comparison.hasDoubtfulNumber
        else { return false }
        // A slip in a phone, and one building or villagers' group: nobody shares these with a namesake of one birthday.
        if comparison.phone == .near || comparison.nearness == .building { return true }
        guard comparison.isSameInstitution, comparison.phone != .differs else { return false }
        if comparison.nearness == .place { return rarity >= Self.rareBits }
        // Somebody came back to one institution and told it less, but did not show a relative's card.
        return isSingular && comparison.phone == .absent && comparison.address == .absent
            && comparison.document != .differs && !comparison.hasOnlyRelativesNumber
    }

    private var provesByHousehold: Bool {
        // Namesakes of one age have guardians of one name now and then, and whoever works in one place has its phone.
        let isOnePhone = comparison.phone == .equal && (comparison.isSameMobile || comparison.address >= .house)
        let isHousehold = isOnePhone || comparison.address >= .house || comparison.relative == .number
        guard name == .exact, comparison.sex != .differs, isHousehold else { return false }
        switch birth {
        // Another day of the same year is no slip: spouses and cousins are of one year, and a window takes one for the other.
        case .weakExact, .swapped, .oneDigit, .monthOnly, .yearOnly, .agedAlike: return true
        // A fifth of a year's days lie as far from a day as its date in the lunar calendar does; of namesakes at a village
        // doctor's phone some are born on such days, and of relatives in one house, who are registered under each other's names.
        case .lunar: return comparison.isLunarDay
        case .absent:
            // Whoever is registered under a relative's name and number, without a birth date, is found at the relative's phone;
            // and whoever bears the name, at the phone of those who were once registered under it.
            guard comparison.sex == .equal, !comparison.hasDoubtfulNumber else { return false }
            if comparison.address >= .house, isOneMobile { return true }
            return rarity >= Self.rareBits && comparison.exactNames > 1 && (comparison.address >= .house || isOneMobile)
        default: return false
        }
    }

    private var newbornRule: Rule? {
        guard birth == .exact, comparison.sex != .differs else { return nil }
        if comparison.document == .equal || comparison.local == .equal || comparison.number == .equal {
            return .newborn
        }
        return nil
    }
}
