/// How much is said of an event (Subscriptions R5 Backport, payload types). Whole resources are never sent: who reads a
/// patient is audited as a reader.
package enum EventContent: String, Sendable {
    /// That something happened, and when.
    case empty
    /// To whom, too, by references.
    case idOnly = "id-only"
}
