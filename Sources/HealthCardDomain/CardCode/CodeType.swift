/// Field 2 of a card code (二维码类型).
package enum CodeType: String, Sendable, CaseIterable {
    /// Generated for one use, lives for at most two time steps (`C04`).
    case dynamic = "0"
    /// Printed; answers a masked hint only (`C05`).
    case `static` = "1"

    /// The word of the native API.
    package var word: String {
        switch self {
        case .dynamic: "dynamic"
        case .static: "static"
        }
    }
}
