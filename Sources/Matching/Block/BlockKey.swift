/// One key under which records that may be of one person are found.
///
/// The service makes it blind (HMAC-SM3 over `kind` and `bytes`) before it is stored. A record has at most
/// ``MatchRecord/maximumBlockKeys``.
package struct BlockKey: Sendable, Hashable {
    /// What the key is made of. The raw values are stored and never change their meaning; 7, 10 and 15 were keys that are no
    /// longer made.
    package enum Kind: UInt8, Sendable, CaseIterable {
        /// An own resident identity number, whole.
        case number = 1
        /// Region and birth date of a resident number with its sequence left out, and the other way round.
        case numberFront = 2
        case numberBack = 3
        /// Region and sequence of a resident number without its birth date.
        case numberEnds = 21
        /// Any other own document, whole.
        case document = 4
        /// The standard form of the name. It gives candidates while it is rare and counts namesakes always.
        case name = 5
        case nameAndBirth = 6
        /// The reading of the name with the year of birth.
        case readingAndYear = 8
        case phone = 9
        case phoneAndBirth = 11
        /// A relative's number or name with the birth date.
        case relativeNumber = 12
        case relativeName = 13
        /// Birth date and the last character's reading.
        case birthAndGiven = 14
        /// Birth date, surname and the reading of one character of the given name.
        case birthAndPart = 24
        /// A room or house with a part of the name.
        case addressAndName = 16
        case addressAndBirth = 17
        /// The institution's own number for the person.
        case local = 18
        /// The letters of a romanised name in one order with the birth date or year.
        case roman = 19
        /// Birth date and sex of a young child, with and without the district: a newborn has no name to be found by.
        case childBirth = 22
        case childBirthAndArea = 23
        /// A room or house: counts who lives there.
        case address = 20

        /// What many strangers share by chance; nobody is a candidate for one such thing alone.
        enum Hint {
            case number, house, surnameInHouse, birthday, reading

            /// Whether it is reason enough for somebody who bears no number to be found by.
            var isEnoughWithoutNumber: Bool {
                switch self {
                case .number, .house: false
                case .surnameInHouse, .birthday, .reading: true
                }
            }
        }

        /// What a key hints at; `nil` where it is reason enough to look at a person.
        var hint: Hint? {
            switch self {
            case .numberFront, .numberEnds: .number
            case .address: .house
            case .addressAndName: .surnameInHouse
            case .birthAndGiven: .birthday
            case .readingAndYear: .reading
            default: nil
            }
        }
    }

    package let kind: Kind
    package let bytes: [UInt8]
    /// How many persons the block may hold before it is skipped as crowded; a finer key then serves.
    package let cap: Int

    package init(kind: Kind, bytes: [UInt8], cap: Int) {
        self.kind = kind
        self.bytes = bytes
        self.cap = cap
    }

    package static func == (left: BlockKey, right: BlockKey) -> Bool {
        left.kind == right.kind && left.bytes == right.bytes
    }

    package func hash(into hasher: inout Hasher) {
        // An array hashes each byte for itself; one word is several times faster.
        var word: UInt64 = 0xCBF2_9CE4_8422_2325
        for byte in bytes { word = (word ^ UInt64(byte)) &* 0x100_0000_01B3 }
        hasher.combine(word ^ UInt64(kind.rawValue) << 56)
    }
}
