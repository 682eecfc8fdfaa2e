/// How far a person of the index is known (`A14`): a function of what their live source records say now. The raw values of
/// the provisional kinds are stored; all are answered outside.
///
/// Institutions say the same to one another with HL7 v2.5 PID-31 (identity unknown) and PID-32 (identity reliability).
package enum PersonKind: String, Sendable, CaseIterable {
    /// Named or not, with a valid number or another document of their own.
    case identified
    /// Named, without a document.
    case named
    /// A child under a parent's name (某某之子).
    case newborn
    /// A registration without a name (临时患者), or under a placeholder for one.
    case temporary
    /// Somebody whose name nobody knew (无名氏).
    case unidentified
    /// Only registrations made to try a system.
    case test

    /// Whether the institution is expected to say more: who the child, the patient or the stranger is.
    package var isProvisional: Bool { Self.provisional.contains(self) }

    /// What a clerk calls it.
    package var nameChinese: String {
        switch self {
        case .identified: "身份已知"
        case .named: "仅有姓名"
        case .newborn: "新生儿"
        case .temporary: "临时登记"
        case .unidentified: "身份不明"
        case .test: "测试登记"
        }
    }

    package var nameEnglish: String {
        switch self {
        case .identified: "identified"
        case .named: "named only"
        case .newborn: "a newborn"
        case .temporary: "a temporary registration"
        case .unidentified: "unidentified"
        case .test: "a test registration"
        }
    }

    /// The kinds that are to be converted, in the order in which they are listed.
    package static let provisional: [PersonKind] = [.newborn, .temporary, .unidentified]
}
