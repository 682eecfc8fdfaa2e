/// The events of a patient identity feed that say who a patient is (HL7 v2.5, 3.3; IHE ITI-8). To the index all say the
/// same: this is what the institution now knows.
package enum FeedEvent: String, Sendable, CaseIterable {
    /// Admit.
    case admit = "A01"
    /// Register.
    case register = "A04"
    /// Pre-admit.
    case preadmit = "A05"
    /// Update patient information.
    case update = "A08"
    /// Add person information.
    case addPerson = "A28"
    /// Update person information.
    case updatePerson = "A31"
}
