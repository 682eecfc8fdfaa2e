import HTTPTypes
import HealthCardDomain
import HealthCardPages
import HealthCardServices
import Hummingbird
import TestSupport
import Testing

struct AccessTests {
    private static let guarded = PageRoutes.access.filter { $0.audience != nil }

    @Test func `the inventory is what the router serves`() async throws {
        let world = try await World()
        for sandbox in [TestSandbox(world: world), nil] {
            let router = Router()
            try PageRoutes(services: world.services, sandbox: sandbox, cookiesAreSecure: false).add(to: router)
            let served = Set(router.routes.map { "\($0.method) \($0.path)" })
            let listed = PageRoutes.access.filter { sandbox != nil || !$0.isSandboxOnly }.map {
                "\($0.method) \($0.path)"
            }
            #expect(served == Set(listed))
            #expect(listed.count == served.count)
        }
    }

    @Test func `a page's audience may carry out every act of the page`() {
        for access in Self.guarded {
            for operation in access.operations {
                let roles = AccessTable.roles(for: operation)
                #expect(access.audience.map(roles.contains) == true, "\(access.path) \(operation)")
            }
        }
    }

    @Test func `nobody sees a guarded page without signing in`() async throws {
        try await TestPages.run { pages in
            for access in Self.guarded {
                let browser = pages.browser()
                let reply = try await browser.send(access.method, access.path, access.method == .post ? "" : nil)
                if access.audience == .resident, access.method == .get {
                    #expect(reply.status == 303 && reply.location == "/", "\(access.path)")
                } else {
                    #expect([401, 403].contains(reply.status), "\(access.path)")
                    #expect(reply.problem == "not_signed_in", "\(access.path)")
                }
            }
        }
    }

    @Test(arguments: [Role.resident, .clerk, .centre])
    func `the wrong role is told so, whatever page it asks for`(role: Role) async throws {
        try await TestPages.run { pages in
            let browser: Browser =
                switch role {
                case .clerk: try await pages.operated(by: TestRegion.clerk)
                case .centre: try await pages.operated(by: TestRegion.centre)
                default: try await pages.cardholder()
                }
            let cookie = try #require(browser.cookie("xinglin_session"))
            for access in Self.guarded where access.audience != role {
                let other = pages.browser()
                other.headers[.cookie] = "xinglin_session=\(cookie)"
                let reply = try await other.send(access.method, access.path, access.method == .post ? "" : nil)
                #expect([401, 403].contains(reply.status), "\(role) \(access.path)")
                let expected = access.operations.isEmpty ? "not_signed_in" : "operation_not_allowed"
                #expect(reply.problem == expected, "\(role) \(access.path)")
            }
            let refused = try await pages.world.audit().filter { $0.outcome == "operation_not_allowed" }
            #expect(refused.count == Self.guarded.count { $0.audience != role && !$0.operations.isEmpty })
        }
    }

    @Test func `a form without its token, or with another's, is refused`() async throws {
        try await TestPages.run { pages in
            let resident = try await pages.cardholder()
            let clerk = try await pages.operated(by: TestRegion.clerk)
            let centre = try await pages.operated(by: TestRegion.centre)
            for access in PageRoutes.access where access.method == .post {
                let browser: Browser =
                    switch access.audience {
                    case .clerk: clerk
                    case .centre: centre
                    case .resident: resident
                    default: pages.browser()
                    }
                for token in [[:], ["form_token": ""], ["form_token": String(repeating: "0", count: 32)]] {
                    let reply = try await browser.post(access.path, token.merging(["phone": "13900000009"]) { $1 })
                    #expect(reply.problem == "form_expired", "\(access.path)")
                    #expect(reply.status == 403)
                }
            }
            #expect(pages.world.messages.codes(to: try PhoneNumber("13900000009")).isEmpty)
        }
    }

    @Test func `a form that is no form is refused`() async throws {
        try await TestPages.run { pages in
            let browser = pages.browser()
            try await browser.get("/")
            var reply = try await browser.send(.post, "/one-time-code", "{}", type: "application/json")
            #expect(reply.problem == "content_type_unsupported")
            reply = try await browser.send(.post, "/one-time-code", "a=%zz")
            #expect(reply.problem == "body_malformed")
            reply = try await browser.send(.post, "/one-time-code", "a=1&a=2")
            #expect(reply.problem == "body_malformed")
            reply = try await browser.send(.post, "/one-time-code", "a=%FF")
            #expect(reply.problem == "body_malformed")
            reply = try await browser.send(.post, "/one-time-code", "a=" + String(repeating: "x", count: 70_000))
            #expect(reply.problem == "body_too_large")
        }
    }

    @Test func `one browser holds a resident, a desk and a console at once`() async throws {
        try await TestPages.run { pages in
            let browser = try await pages.cardholder()
            for account in [TestRegion.clerk, TestRegion.centre] {
                let secret = try await pages.world.services.signIn.makeLink(for: account.id, validFor: 600).exposed
                try await browser.get("/sign-in/" + secret)
                try await browser.submit("/sign-in/" + secret)
            }
            for path in ["/code", "/desk", "/console"] {
                #expect(try await browser.get(path).status == 200, "\(path)")
            }
            try await browser.get("/desk")
            try await browser.submit("/desk/sign-out")
            #expect(try await browser.get("/desk").status == 403)
            #expect(try await browser.get("/code").status == 200)
        }
    }

    @Test func `a sign-in link is not used up by being looked at, and works once`() async throws {
        try await TestPages.run { pages in
            let secret = try await pages.world.services.signIn.makeLink(for: TestRegion.clerk.id, validFor: 600).exposed
            let preview = pages.browser()
            for _ in 0..<3 { #expect(try await preview.get("/sign-in/" + secret).status == 200) }
            let browser = pages.browser()
            try await browser.get("/sign-in/" + secret)
            #expect(try await browser.submit("/sign-in/" + secret).location == "/desk")
            #expect(try await preview.submit("/sign-in/" + secret).problem == "sign_in_link_used")
            #expect(try await pages.browser().get("/sign-in/nonsense").problem == "sign_in_link_used")
        }
    }
}
