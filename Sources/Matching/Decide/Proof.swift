/// Which rule, if any, proves that two descriptions are of one person.
///
/// Each rule asks for evidence that families, twins and namesakes do not share by chance; see the landing page.
struct Proof {
    let comparison: Comparison
    /// The rarity of the name in the index, in bits.
    let rarity: Double

    /// A name that fewer than one in some 30,000 people bear.
    private static let rareBits = 15.0

    var rule: Rule? {
        if comparison.newborns > 0, comparison.name == .absent { return newbornRule }
        if provesByNumber { return .ownNumber }
        if provesByDamagedNumber { return .damagedNumber }
        if provesByDocument { return .document }
        if provesByLocalNumber { return .localNumber }
        if provesByContact { return .birthAndContact }
        if provesByRareName { return .rareName }
        return provesByHousehold ? .household : nil
    }

    private var name: NameLevel { comparison.name }
    private var birth: BirthLevel { comparison.birth }
    private var contacts: Int {
        (comparison.phone == .equal ? 1 : 0) + (comparison.address >= .house ? 1 : 0)
            + (comparison.relative >= .name ? 1 : 0)
    }
    /// Short forms, dropped characters and two slips: names that brothers and fathers may have as well.
    private var isNearlyLike: Bool { name == .dropped || name == .shortForm || name == .twoSlips }

    private var provesByNumber: Bool {
        guard comparison.number == .equal else { return false }
        switch comparison.nameAtNumber {
        case let level where level.isLike: return true
        case .dropped, .twoSlips:
            // A sister's card has the sister's birth date: both sides must have typed it.
            return comparison.sex != .differs && comparison.typedBirth >= .weakExact
        case .shortForm: return comparison.sex != .differs
        case .incomparable: return comparison.sex == .equal && contacts > 0
        case .absent, .masked: return comparison.sex != .differs && birth >= .weakExact && contacts > 0
        default: return false
        }
    }

    private var provesByDamagedNumber: Bool {
        guard comparison.number == .near || comparison.number == .equalDamaged, comparison.sex != .differs else {
            return false
        }
        guard birth == .absent || birth >= .oneDigit || birth == .yearOnly else { return false }
        return name >= .lookAlike || (name.isLike || isNearlyLike) && contacts > 0
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

    private var provesByContact: Bool {
        guard birth == .exact, comparison.sex != .differs, contacts > 0 else { return false }
        return name.isLike || name == .dropped || name == .shortForm
    }

    private var provesByRareName: Bool {
        name == .exact && birth == .exact && comparison.sex == .equal && rarity >= Self.rareBits
            && comparison.address >= .place && comparison.address != .crowded
    }

    private var provesByHousehold: Bool {
        guard name == .exact || name == .homophone, comparison.sex != .differs, contacts > 0 else { return false }
        switch birth {
        case .weakExact, .swapped, .oneDigit, .monthOnly: return true
        case .lunar, .yearOnly, .agedAlike: return contacts > 1 || name == .exact
        case .sameYear: return contacts > 1 && name == .exact
        default: return false
        }
    }

    private var newbornRule: Rule? {
        guard birth == .exact, comparison.sex != .differs else { return nil }
        if comparison.document == .equal || comparison.local == .equal { return .newborn }
        if comparison.number == .equal { return .newborn }
        return comparison.newborns == 2 && comparison.order == .equal && comparison.relative >= .name && contacts > 0
            ? .newborn : nil
    }
}
