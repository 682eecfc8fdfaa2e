package import Foundation
package import HealthCardDomain

/// A guardian of a person, as the person's own records state them. It prints as `<redacted>`.
///
/// A relation is no identifier: it links nobody, and whoever reads the guardian is not told of the children.
package struct Relation: Sendable, Equatable, Redacting {
    /// As typed; empty where nothing was said.
    package let name: Sensitive<String>
    package let idNumber: Sensitive<String>
    /// The local id whose record says so last.
    package let statedBy: SourceRecordID
    package let statedAt: Date
    /// The guardian's own index: of the one living person who holds the number without doubt. `nil` where nobody does, or
    /// several.
    package let index: IndexNumber?
}
