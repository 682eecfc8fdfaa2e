package import HealthCardDomain
package import HealthCardServices

/// A route with the operation it needs: one list assembles the router, feeds the access table and is held to OpenAPI.
package struct APIRoute: Sendable, Equatable {
    package let method: String
    /// The template as OpenAPI writes it, `/api/v1/cards/{card_id}`.
    package let path: String
    /// What the access table must allow; `nil` for what anybody may read, and for dialects, whose methods each name one.
    package let operation: AccessOperation?
    /// How long the route is still served when the node is full.
    package let admission: AdmissionClass

    package init(_ method: String, _ path: String, _ operation: AccessOperation?, _ admission: AdmissionClass) {
        self.method = method
        self.path = path
        self.operation = operation
        self.admission = admission
    }

    /// Whether a request path fits the template.
    func matches(path requested: String) -> Bool {
        let template = path.split(separator: "/")
        let actual = requested.split(separator: "/")
        return template.count == actual.count
            && zip(template, actual).allSatisfy { $0.hasPrefix("{") || $0 == $1 }
    }
}
