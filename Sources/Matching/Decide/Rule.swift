/// What may prove by itself that two descriptions are of one person. The raw values are stored with every link.
package enum Rule: String, Sendable, CaseIterable {
    /// The own valid number and a like name.
    case ownNumber = "own-number"
    /// A number with one slip, a like name and the birth date.
    case damagedNumber = "damaged-number"
    /// Another document and a like name.
    case document = "document"
    /// The institution's own number and a like name.
    case localNumber = "local-number"
    /// A like name, the exact birth date, and one independent contact: phone, address or guardian.
    case birthAndContact = "birth-and-contact"
    /// The exact name, the exact birth date, the sex, and one building, villagers' group or nearly one phone, or a rare name at
    /// one institution.
    case weakContacts = "weak-contacts"
    /// The exact name at the same phone and in the same house, with a birth date that may be a slip.
    case household = "household"
    /// The sum of the weights, in a model that has a line for it.
    case weight = "weight"
    /// A newborn by a document, or by its mark.
    case newborn = "newborn"
    /// A newborn that grew up without a twin beside it.
    case onlyChild = "only-child"
}
