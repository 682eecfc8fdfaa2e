/// The domains of identifiers that the platform knows.
package struct DomainDirectory: Sendable {
    package let domains: [IdentifierDomain]

    /// - Precondition: no two domains share a namespace or a universal id, as a name must mean one.
    package init(_ domains: [IdentifierDomain]) {
        precondition(Set(domains.map(\.namespace)).count == domains.count, "a namespace names one domain")
        let ids = domains.map(\.universalID).filter { !$0.isEmpty }
        precondition(Set(ids).count == ids.count, "a universal id names one domain")
        self.domains = domains
    }

    /// The domain that an HD names, `nil` where it names none.
    func find(_ component: Component) -> IdentifierDomain? { domains.first { $0.isNamed(by: component) } }
}
