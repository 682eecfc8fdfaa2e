import HealthCardDomain

extension EthnicGroup {
    /// The letter codes of GB/T 3304-1991 in the order of the numbers from 01.
    private static let letterCodes = [
        "HA", "MG", "HU", "ZA", "UG", "MH", "YI", "ZH", "BY", "CS", "MA", "DO", "YA", "BA", "TJ", "HN", "KZ", "DA",
        "LI",
        "LS", "VA", "SH", "GS", "LH", "SU", "DX", "NX", "JP", "KG", "TU", "DU", "ML", "QI", "BL", "SL", "MN", "GL",
        "XB",
        "AC", "PM", "TA", "NU", "UZ", "RS", "EW", "DE", "BN", "YG", "GI", "TT", "DR", "OR", "HZ", "MB", "LB", "JN",
    ]

    /// The group with these two letters; `nil` where no group has them.
    init?(letters: String) {
        guard let index = Self.letterCodes.firstIndex(of: letters) else { return nil }
        self.init(code: index < 9 ? "0\(index + 1)" : String(index + 1))
    }

    /// Its two letters; `nil` for 97 and above, which the standard does not have.
    var letters: String? {
        guard let number = Int(code), (1...Self.letterCodes.count).contains(number) else { return nil }
        return Self.letterCodes[number - 1]
    }
}
