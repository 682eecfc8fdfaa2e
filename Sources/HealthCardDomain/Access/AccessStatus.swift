/// The life of an institution, an app or a terminal at the platform: filed → authorised ⇄ frozen → withdrawn (`E01`–`E03`).
package enum AccessStatus: String, Sendable, CaseIterable {
    case filed
    case authorised
    case frozen
    case withdrawn
}
