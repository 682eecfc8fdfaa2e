import HTTPTypes
package import HealthCardServices
package import Hummingbird
import NIOCore

/// The pages for residents, desks and the console, on one router.
///
/// Everything a page needs is parsed and checked here: where a template, a word or a partial is missing, this throws,
/// and the server does not start.
package struct PageRoutes: Sendable {
    /// Every page route with who may call it, for the inventory tests and the access table's document.
    package static let access: [PageAccess] = PageRoute.all.map(\.access)

    private let pages: Pages

    /// - Parameters:
    ///   - sandbox: the simulated peers; `nil` outside a sandbox, where the pages carry no mark and no simulator.
    ///   - cookiesAreSecure: cookies travel over TLS only. `false` for a demo on this machine.
    /// - Throws: `TemplateFault`.
    package init(services: Services, sandbox: (any SandboxOutbox)?, cookiesAreSecure: Bool) throws(TemplateFault) {
        pages = Pages(
            services: services,
            templates: try PageTemplates(),
            sandbox: sandbox,
            cookies: PageCookies(isSecure: cookiesAreSecure)
        )
    }

    /// Adds every page. The sandbox's own are left out where there is no sandbox.
    package func add<Context: RequestContext>(to router: some RouterMethods<Context>) {
        for route in PageRoute.all where pages.sandbox != nil || !route.access.isSandboxOnly {
            router.on(RouterPath(route.access.path), method: route.access.method) { [pages] request, context in
                let names = ["secret", "name", "review"]
                let parameter = names.lazy.compactMap { context.parameters.get($0) }.first ?? ""
                return try await pages.answer(route, request, parameter: parameter, logger: context.logger)
            }
        }
    }

    /// The page for an address that nothing has, for whoever assembles the router.
    package func notFound(_ request: Request) throws -> Response {
        try pages.notFound(request)
    }
}
