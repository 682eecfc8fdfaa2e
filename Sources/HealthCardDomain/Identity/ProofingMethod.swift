/// The way in which an applicant was shown to be the person they name, before a card becomes active (A03).
package enum ProofingMethod: String, Sendable, CaseIterable, NamedCode {
    /// The ID card's chip was read by a certified reader.
    case idCardReader = "id_card_reader"
    /// The state's network identity service (国家网络身份认证) vouched for the person.
    case networkIdentity = "network_identity"
    /// A member of staff compared the person with the document.
    case staffChecked = "staff_checked"
    /// A bank vouched for the holder of an account opened in person.
    case bankAccount = "bank_account"
    /// A carrier confirmed that name, ID number and mobile belong together.
    case carrierThreeFactor = "carrier_three_factor"
    /// A face was compared with the photograph on file; never enough alone for more than a low level.
    case face
    /// A simulator said yes; sandbox only.
    case simulated

    /// The assurance this method gives, on our own scale.
    package var assurance: AssuranceLevel {
        switch self {
        case .idCardReader, .networkIdentity: .high
        case .staffChecked, .bankAccount: .substantial
        case .carrierThreeFactor, .face: .low
        case .simulated: .none
        }
    }

    package var nameChinese: String {
        switch self {
        case .idCardReader: "读取身份证芯片"
        case .networkIdentity: "国家网络身份认证"
        case .staffChecked: "工作人员核验"
        case .bankAccount: "银行账户核验"
        case .carrierThreeFactor: "运营商三要素核验"
        case .face: "人脸比对"
        case .simulated: "模拟核验（仅沙箱）"
        }
    }

    package var nameEnglish: String {
        switch self {
        case .idCardReader: "ID card chip read"
        case .networkIdentity: "National network identity service"
        case .staffChecked: "Checked by staff"
        case .bankAccount: "Bank account"
        case .carrierThreeFactor: "Carrier check of name, ID number and mobile"
        case .face: "Face comparison"
        case .simulated: "Simulated (sandbox only)"
        }
    }
}
