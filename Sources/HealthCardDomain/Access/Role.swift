/// The kinds of callers, as the access table and the audit name them.
package enum Role: String, Sendable, CaseIterable {
    /// A filed application with a signed request.
    case app
    /// A resident, about themself.
    case resident
    /// An operator at a hospital's desk.
    case clerk
    /// An operator of the card centre, at the console.
    case centre
    /// A holder of a ceremony credential, at the command line (密钥管理员). No surface of the network knows this role.
    case custodian
    /// Nobody signed in.
    case anonymous
}
