/// The sex recorded about a resident, coded as in GB/T 2261.1-2003.
package enum Gender: String, Sendable, CaseIterable, NamedCode {
    case unknown = "0"
    case male = "1"
    case female = "2"
    case unstated = "9"

    /// Reads a code of GB/T 2261.1.
    ///
    /// - Throws: `.genderUnknown` for any other text.
    package init(code: String) throws(IdentityRefusal) {
        guard let gender = Gender(rawValue: code) else { throw .genderUnknown }
        self = gender
    }

    /// Whether the code states a sex at all (男 or 女).
    package var isStated: Bool { self == .male || self == .female }

    package var nameChinese: String {
        switch self {
        case .unknown: "未知的性别"
        case .male: "男"
        case .female: "女"
        case .unstated: "未说明的性别"
        }
    }

    package var nameEnglish: String {
        switch self {
        case .unknown: "unknown"
        case .male: "male"
        case .female: "female"
        case .unstated: "not stated"
        }
    }
}
