package import HealthCardDomain

/// What a search for patients asks (IHE ITI-78). What is `nil` or empty was not asked. It prints as `<redacted>`.
package struct SearchRequest: Sendable, Equatable, Redacting {
    /// The logical id.
    package var id: String?
    package var isActive: Bool?
    /// Numbers, all of which the patient has; the system is empty where none was named.
    package var identifiers: [BusinessIdentifier] = []
    /// The systems of which numbers are wanted; all where it is empty.
    package var systems: [String] = []
    package var family = ""
    package var given: [String] = []
    /// The whole name.
    package var name = ""
    package var phone = ""
    package var birthDate = ""
    package var gender: Gender?
    /// The address, or its parts.
    package var address: [String] = []
    /// How many patients may be answered at once.
    package var count: Int?
    /// Where to go on.
    package var pointer: String?
    /// The parameters that were understood, encoded as they are written into the address of the answer itself.
    package var understood: [String] = []
    /// The names of those that were not.
    package var ignored: [String] = []

    package init() {}

    /// The whole name that was asked for, family name first; empty where none was.
    package var wholeName: String { name.isEmpty ? HumanName.compose((family.isEmpty ? [] : [family]) + given) : name }
}
