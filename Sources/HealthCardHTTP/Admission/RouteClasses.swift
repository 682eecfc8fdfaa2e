package import HealthCardServices

/// Finds the class of a request by its address, before anything else looks at it.
package struct RouteClasses: Sendable {
    /// A template with one part in braces, cut at it.
    private struct Template {
        let method: String
        let head: String
        let tail: String
        let kind: AdmissionClass
    }

    private var exact: [String: [(method: String, kind: AdmissionClass)]] = [:]
    private var templates: [Template] = []

    package init() {}

    /// - Parameter path: as OpenAPI writes it, with at most one part in braces.
    package mutating func add(_ method: String, _ path: String, _ kind: AdmissionClass) {
        guard let open = path.firstIndex(of: "{"), let close = path.firstIndex(of: "}") else {
            return exact[path, default: []].append((method, kind))
        }
        templates.append(
            Template(
                method: method,
                head: String(path[..<open]),
                tail: String(path[path.index(after: close)...]),
                kind: kind
            )
        )
    }

    /// The class of a request; `.statistics`, the lowest, where no route of the list fits.
    ///
    /// - Parameter target: path and query as they came.
    package func kind(method: String, target: String) -> AdmissionClass {
        let path = target.utf8.firstIndex(of: UInt8(ascii: "?")).map { String(target[..<$0]) } ?? target
        if let methods = exact[path] {
            return methods.first { $0.method == method }?.kind ?? .statistics
        }
        for template in templates where template.method == method {
            let (whole, head, tail) = (path.utf8, template.head.utf8, template.tail.utf8)
            let middle = whole.count - head.count - tail.count
            guard middle > 0, whole.starts(with: head), whole.suffix(tail.count).elementsEqual(tail) else { continue }
            if !whole.dropFirst(head.count).prefix(middle).contains(UInt8(ascii: "/")) { return template.kind }
        }
        return .statistics
    }
}
