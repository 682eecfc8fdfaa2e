import HTTPTypes
import HealthCardDomain
import HealthCardPages
import HealthCardServices
import TestSupport
import Testing

/// The pages' part of `docs/access-table.md`, and the pages against the access table itself.
struct PageAccessDocumentTests {
    @Test func `the routes of the pages are those of the code, with whom they serve`() throws {
        let rows = PageRoutes.access.sorted { ($0.path, $0.method.rawValue) < ($1.path, $1.method.rawValue) }.map {
            page in
            let who = (page.audience?.rawValue ?? "everybody") + (page.isSandboxOnly ? ", sandbox only" : "")
            let operations = page.operations.map { "`\($0.rawValue)`" }.joined(separator: ", ")
            return "| `\(page.method.rawValue) \(page.path)` | \(who) | \(operations) | \(page.admission.name) |"
        }
        try DocumentSection("Routes of the pages", of: "docs/access-table.md").check(
            ["| route | who | operations | class |", "| --- | --- | --- | --- |"] + rows
        )
    }

    @Test func `a page carries out only what its audience may do`() {
        for page in PageRoutes.access {
            for operation in page.operations {
                #expect(
                    AccessTable.roles(for: operation).contains(page.audience ?? .anonymous),
                    "\(page.method) \(page.path) does \(operation.rawValue)"
                )
            }
        }
    }

    @Test func `no page is listed twice, and none stands where an interface does`() {
        let routes = PageRoutes.access.map { "\($0.method) \($0.path)" }
        #expect(Set(routes).count == routes.count)
        for page in PageRoutes.access {
            for root in ["/api", "/gateway", "/health", "/metrics", "/problems", "/openapi"] {
                #expect(!page.path.hasPrefix(root), "\(page.path)")
            }
        }
    }
}
