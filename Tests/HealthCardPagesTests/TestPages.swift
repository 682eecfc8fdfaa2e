import HealthCardDomain
import HealthCardPages
import HealthCardServices
import Hummingbird
import HummingbirdTesting
import TestSupport
import Testing

/// The pages over a real database, asked through the router.
struct TestPages {
    let world: World
    let client: any TestClientProtocol

    /// Runs a test against a fresh region.
    ///
    /// - Parameter path: the database's file; in memory where there is none.
    static func run(
        path: String? = nil,
        isSandbox: Bool = true,
        cookiesAreSecure: Bool = false,
        _ test: @escaping @Sendable (TestPages) async throws -> Void
    ) async throws {
        let world = try await World(path: path)
        let router = Router()
        let sandbox = isSandbox ? TestSandbox(world: world) : nil
        try PageRoutes(services: world.services, sandbox: sandbox, cookiesAreSecure: cookiesAreSecure).add(to: router)
        try await Application(router: router).test(.router) { client in
            try await test(TestPages(world: world, client: client))
        }
    }

    func browser() -> Browser { Browser(client) }

    /// A browser that a resident signed in with, without any card yet.
    func resident(phone: String = "13900000001") async throws -> Browser {
        let browser = browser()
        try await browser.get("/")
        try await browser.submit("/one-time-code", ["consent": "yes", "phone": phone])
        let code = try #require(world.messages.codes(to: try PhoneNumber(phone)).last)
        try await browser.submit("/session", ["one_time_code": code])
        try #require(browser.page.status == 303)
        return browser
    }

    /// A browser of a resident whose card was issued; it stands on the code page.
    func cardholder(
        _ sequence: Int = 1,
        name: String = "张三",
        phone: String = "13900000001"
    ) async throws -> Browser {
        let browser = try await resident(phone: phone)
        try await apply(browser, sequence, name: name)
        return browser
    }

    /// Applies for a card on screens 2 and 3, to the code page.
    func apply(_ browser: Browser, _ sequence: Int, name: String = "张三") async throws {
        try await browser.get("/identity")
        try await browser.submit(
            "/identity",
            ["name": name, "id_type": "01", "id_no": MadeUpResident.number(sequence)]
        )
        try await browser.submit("/check", ["verdict": "passed"])
        try await browser.follow()
        try #require(browser.page.status == 200)
    }

    /// A browser that an operator signed in with through a link.
    func operated(by account: Operator) async throws -> Browser {
        let browser = browser()
        let secret = try await world.services.signIn.makeLink(for: account.id, validFor: 600).exposed
        try await browser.get("/sign-in/" + secret)
        try await browser.submit("/sign-in/" + secret)
        try await browser.follow()
        try #require(browser.page.status == 200)
        return browser
    }
}
