package import HTTPTypes
package import HealthCardDomain
package import HealthCardServices

/// One page route, as the inventory of routes and the access table know it.
package struct PageAccess: Sendable {
    package let method: HTTPRequest.Method
    /// The route's template, such as `/sign-in/{secret}`.
    package let path: String
    /// Who is served; `nil` for a page that shows nobody's data.
    package let audience: Role?
    /// The acts that the page carries out; the first names it in the audit log where it is refused.
    package let operations: [AccessOperation]
    /// How long the page is still served when the node is full.
    package let admission: AdmissionClass
    /// The route exists in a sandbox only.
    package let isSandboxOnly: Bool

    /// The act that names the page; `nil` for a public page.
    package var operation: AccessOperation? { operations.first }
}
