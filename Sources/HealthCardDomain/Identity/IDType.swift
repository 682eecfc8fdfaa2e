/// The kind of document that identifies a resident (证件类型, CV02.01.101, with 08 as many provinces carry it).
///
/// The residence permits of Hong Kong, Macao and Taiwan residents and the 18-digit permanent residence card of
/// foreigners have the structure of a citizen ID number and travel as ``residentID``.
package enum IDType: String, Sendable, CaseIterable, NamedCode {
    case residentID = "01"
    case householdRegister = "02"
    case passport = "03"
    case officerID = "04"
    case drivingLicence = "05"
    case hkMacaoPermit = "06"
    case taiwanPermit = "07"
    case birthCertificate = "08"
    case other = "99"

    /// Reads a two-digit code.
    ///
    /// - Throws: `.idTypeUnknown` for any other text, the one-digit form included.
    package init(code: String) throws(IdentityRefusal) {
        guard let type = IDType(rawValue: code) else { throw .idTypeUnknown }
        self = type
    }

    /// The identifier domain (标识域) inside which a number of this type is unique, such as `id:01`.
    package var authority: String { "id:" + rawValue }

    package var nameChinese: String {
        switch self {
        case .residentID: "居民身份证"
        case .householdRegister: "居民户口簿"
        case .passport: "护照"
        case .officerID: "军官证"
        case .drivingLicence: "驾驶证"
        case .hkMacaoPermit: "港澳居民来往内地通行证"
        case .taiwanPermit: "台湾居民来往大陆通行证"
        case .birthCertificate: "出生医学证明"
        case .other: "其他法定有效证件"
        }
    }

    package var nameEnglish: String {
        switch self {
        case .residentID: "Resident identity card"
        case .householdRegister: "Household register"
        case .passport: "Passport"
        case .officerID: "Military officer card"
        case .drivingLicence: "Driving licence"
        case .hkMacaoPermit: "Mainland travel permit for Hong Kong and Macao residents"
        case .taiwanPermit: "Mainland travel permit for Taiwan residents"
        case .birthCertificate: "Medical certificate of birth"
        case .other: "Other legal document"
        }
    }
}
