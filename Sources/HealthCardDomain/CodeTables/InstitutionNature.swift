/// Whether an institution works for profit (机构性质, WS 218 管理类别).
package enum InstitutionNature: String, Sendable, CaseIterable, NamedCode {
    case nonProfit = "1"
    case forProfit = "2"
    case other = "9"

    package var nameChinese: String {
        switch self {
        case .nonProfit: "非营利性"
        case .forProfit: "营利性"
        case .other: "其他"
        }
    }

    package var nameEnglish: String {
        switch self {
        case .nonProfit: "Non-profit"
        case .forProfit: "For profit"
        case .other: "Other"
        }
    }
}
