package import Foundation
package import HealthCardDomain

/// A main index: an identity that source records are linked to.
package struct IndexPerson: Sendable, Equatable {
    package let number: IndexNumber
    /// Counts from 1 with every change; each version has one event.
    package let version: Int
    package let openedAt: Date
    /// The index it was merged into, if it was.
    package let retiredInto: IndexNumber?
    /// The index at the end of the redirects: itself, where it was not merged.
    package let survivor: IndexNumber

    package init(
        number: IndexNumber,
        version: Int,
        openedAt: Date,
        retiredInto: IndexNumber?,
        survivor: IndexNumber
    ) {
        self.number = number
        self.version = version
        self.openedAt = openedAt
        self.retiredInto = retiredInto
        self.survivor = survivor
    }
}
