/// The channel through which a card was applied for (申请方式; `appMode`, `apply_type`).
package enum ApplyChannel: String, Sendable, CaseIterable, NamedCode {
    case app = "1"
    case selfService = "2"
    case window = "3"
    case batch = "4"
    case other = "9"

    /// Reads the one-digit code, or the two-digit form `01` that Sichuan sends; anything else is `nil`.
    package init?(wireText: String) {
        let isPadded = wireText.utf8.count == 2 && wireText.utf8.first == UInt8(ascii: "0")
        self.init(rawValue: isPadded ? String(wireText.dropFirst()) : wireText)
    }

    package var nameChinese: String {
        switch self {
        case .app: "APP在线申请"
        case .selfService: "医疗卫生机构自助机申请"
        case .window: "医疗卫生机构窗口申请"
        case .batch: "批量预生成"
        case .other: "其他"
        }
    }

    package var nameEnglish: String {
        switch self {
        case .app: "Online, by app"
        case .selfService: "Self-service machine of an institution"
        case .window: "Service window of an institution"
        case .batch: "Created in advance, in batch"
        case .other: "Other"
        }
    }
}
