/// What may prove by itself that two descriptions are of one person. The raw values are stored with every link.
package enum Rule: String, Sendable, CaseIterable {
    case ownNumber = "own-number"
    case damagedNumber = "damaged-number"
    case document = "document"
    case localNumber = "local-number"
    case birthAndContact = "birth-and-contact"
    case rareName = "rare-name"
    case guardian = "guardian"
    case birthOrder = "newborn"
    case weight = "weight"
}
