/// A domain of identifiers (标识域): inside it a number means one patient. HL7 names it by a namespace, by a universal id,
/// or by both (HD).
package struct IdentifierDomain: Sendable, Hashable {
    /// The assigning authority as the index knows it, such as the code of an institution.
    package let authority: String
    package let namespace: String
    /// An OID, most often; empty where the domain has none.
    package let universalID: String
    /// Table 0301, such as `ISO`; empty where the domain has no universal id.
    package let universalIDType: String

    package init(authority: String, namespace: String, universalID: String = "", universalIDType: String = "") {
        precondition(!namespace.isEmpty, "a domain has a namespace")
        precondition(universalID.isEmpty == universalIDType.isEmpty, "a universal id has a type")
        self.authority = authority
        self.namespace = namespace
        self.universalID = universalID
        self.universalIDType = universalIDType
    }

    /// Whether an HD names this domain: what it says must be right, namespace or universal id, and it must say one.
    func isNamed(by component: Component) -> Bool {
        let (namespace, id, type) = (component.text(1), component.text(2), component.text(3))
        guard !namespace.isEmpty || !id.isEmpty else { return false }
        return (namespace.isEmpty || namespace == self.namespace) && (id.isEmpty || id == universalID)
            && (id.isEmpty || type.isEmpty || type == universalIDType)
    }

    /// The domain as an HD inside a component.
    var component: Component {
        Component(universalID.isEmpty ? [namespace] : [namespace, universalID, universalIDType])
    }
}
