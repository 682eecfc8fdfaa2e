/// The versions that are understood (MSH-12). IHE feeds in 2.3.1 and queries in 2.5; what we read of them is the same in
/// all.
package enum ProtocolVersion: String, Sendable, CaseIterable {
    case v231 = "2.3.1"
    case v24 = "2.4"
    case v25 = "2.5"
    case v251 = "2.5.1"

    /// Whether ERR has the fields that 2.5 gave it; before, it has ERR-1 alone.
    var hasErrorFields: Bool {
        switch self {
        case .v231, .v24: false
        case .v25, .v251: true
        }
    }
}
