package import HealthCardDomain

/// Where a desk's operator works: what the desk offers to choose from.
package struct DeskSetting: Sendable {
    package let institution: Institution
    /// The institution's terminals by code, those that are not authorised included.
    package let terminals: [Terminal]
}
