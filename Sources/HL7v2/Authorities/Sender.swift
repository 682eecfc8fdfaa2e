/// A system that may speak to the index: what it calls itself, and for whom it speaks.
///
/// HL7 v2 proves nothing about a sender. What MSH-3 and MSH-4 say counts only on a connection from an address that was filed
/// for it (ours).
package struct Sender: Sendable, Equatable {
    /// What a sender may do.
    package enum Right: String, Sendable, CaseIterable {
        /// Say what is known of patients of its own domain, and merge them.
        case feed
        /// Ask for cross-references and by demographics.
        case query
    }

    /// MSH-3, its namespace or its universal id.
    package let application: String
    /// MSH-4, its namespace or its universal id.
    package let facility: String
    /// The domain of the numbers that it gives.
    package let domain: IdentifierDomain
    package let rights: Set<Right>

    package init(application: String, facility: String, domain: IdentifierDomain, rights: Set<Right>) {
        self.application = application
        self.facility = facility
        self.domain = domain
        self.rights = rights
    }
}
