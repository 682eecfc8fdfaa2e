/// The kind of terminal that reads a code (刷卡终端类型; `channelcode`, `terminal_type`).
package enum TerminalType: String, Sendable, CaseIterable, NamedCode {
    case staffedWindow = "01"
    case selfService = "02"
    case other = "99"

    package var nameChinese: String {
        switch self {
        case .staffedWindow: "人工窗口"
        case .selfService: "自助终端"
        case .other: "其他"
        }
    }

    package var nameEnglish: String {
        switch self {
        case .staffedWindow: "Staffed window"
        case .selfService: "Self-service terminal"
        case .other: "Other"
        }
    }
}
