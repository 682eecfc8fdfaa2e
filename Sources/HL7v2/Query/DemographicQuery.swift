package import HealthCardDomain

/// What a patient demographics query asks for (IHE ITI-21). Whatever is empty was not asked. It prints as `<redacted>`.
package struct DemographicQuery: Sendable, Equatable, Redacting {
    /// The number alone, in whichever domain.
    package var identifierValue = ""
    /// The domain of the number; `nil` where none was named.
    package var identifierDomain: IdentifierDomain?
    /// The whole name, family name first.
    package var name = ""
    /// `yyyy-MM-dd`, or less.
    package var birthDate = ""
    package var gender: Gender?
    package var address = ""
    package var phone = ""
    package var nation = ""
    /// The domains of which numbers are wanted; all where it is empty.
    package var domains: [IdentifierDomain] = []
    /// How many persons may be answered at once.
    package var limit = 0
    /// Where to go on; `nil` for the first part.
    package var pointer: String?

    package init() {}
}
