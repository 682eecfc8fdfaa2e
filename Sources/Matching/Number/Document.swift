/// A document number, read for what it is, in the one spelling in which it is compared.
struct Document: Sendable, Hashable {
    /// The raw values are stored.
    enum Kind: UInt8, Sendable {
        /// Eighteen characters by GB 11643 with a right check character: resident identity cards, residence permits
        /// (81, 82, 83) and the new cards of foreign permanent residents (9).
        case resident = 1
        /// What was meant as such a number and cannot be one: a wrong check character, a digit too few or too many.
        case damagedResident = 2
        case passport = 3
        case hongKongMacaoPass = 4
        case taiwanPass = 5
        case officer = 6
        case birthCertificate = 7
        /// Three letters and twelve digits.
        case foreignPermanentOld = 8
        case other = 9
        /// Of a household register booklet (居民户口簿): all of the household have it.
        case household = 10
    }

    static let longest = 24

    let kind: Kind
    /// ASCII digits and lower-case letters, at most ``longest``.
    let text: [UInt8]
    /// Made of fifteen digits, so that its check character proves nothing.
    let isUpgraded: Bool

    init(kind: Kind, text: [UInt8], isUpgraded: Bool = false) {
        self.kind = kind
        self.text = Array(text.prefix(Self.longest))
        self.isUpgraded = isUpgraded
    }

    var isResident: Bool { kind == .resident }

    /// The birth date inside a resident number; of a damaged one only if it is whole and possible.
    var birthDate: BirthDate? {
        guard kind == .resident || kind == .damagedResident, text.count == 18 else { return nil }
        return ResidentNumber.birthDate(text)
    }

    /// 1 male, 2 female by the sequence number of a resident number; 0 if the number does not say.
    var sex: UInt8 { isResident ? (text[16] - 0x30) % 2 == 1 ? 1 : 2 : 0 }
}

extension Document {
    /// A resident number, damaged or not.
    var isOfResident: Bool { kind == .resident || kind == .damagedResident }

    /// The same number; a pass to Hong Kong, Macao or Taiwan also without its letter.
    func isSame(as other: Document) -> Bool {
        if text == other.text { return true }
        guard kind == .hongKongMacaoPass, other.kind == .hongKongMacaoPass else { return false }
        return text.suffix(8).elementsEqual(other.text.suffix(8)) && text.count != other.text.count
    }
}
