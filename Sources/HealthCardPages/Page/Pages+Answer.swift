import Foundation
import HTTPTypes
import HealthCardDomain
import HealthCardServices
import Hummingbird
import Logging
import NIOCore
import SMCrypto

extension Pages {
    /// Answers a request to a route: finds out who asks, lets the right ones in, and turns every error into a page.
    func answer(_ route: PageRoute, _ request: Request, parameter: String, logger: Logger) async throws -> Response {
        var visit = arriving(request, parameter: parameter)
        do {
            if request.method == .get, let query = request.uri.query {
                visit = choosing(visit, try Form(reading: query))
            }
            if !route.access.path.hasPrefix("/assets/") {
                visit.signedIn = try await signedIn(request, at: visit.surface, visit.at)
                if visit.signedIn == nil, route.access.audience == .resident, request.method == .get {
                    return redirect(to: PageSurface.resident.path, for: visit)
                }
                try await admit(visit, to: route.access)
            }
            if request.method == .post {
                visit.form = try await form(of: request)
                try requireToken(of: visit, on: route.access, request)
            }
            return try await route.answer(self, visit)
        } catch {
            return try await refusing(error, visit, route.access.operation, logger)
        }
    }

    /// The page for an address that no route has.
    func notFound(_ request: Request) throws -> Response {
        try refused(.routeNotFound, for: arriving(request, parameter: ""))
    }

    private func arriving(_ request: Request, parameter: String) -> Visit {
        let known = PageCookies.values(PageCookies.form, in: request).first { Hex.decode($0)?.count == 16 }
        let token = known ?? Hex.lower(services.ambient.randomBytes(16))
        let chosen = PageCookies.values(PageCookies.language, in: request).lazy.compactMap(Language.init(short:)).first
        return Visit(
            requestID: HealthCardDomain.RequestID(trusted: Hex.lower(services.ambient.randomBytes(8))),
            at: services.ambient.now(),
            surface: PageSurface(path: request.uri.path),
            parameter: parameter,
            deskChoice: PageCookies.values(PageCookies.desk, in: request).first ?? "",
            query: .empty,
            form: .empty,
            language: chosen ?? Language(accepting: request.headers[.acceptLanguage]),
            isLarge: PageCookies.values(PageCookies.size, in: request).first == "large",
            signedIn: nil,
            anonymousToken: token,
            cookies: known == nil ? [cookies.form(token)] : []
        )
    }

    /// Takes over the language and the letter size that a link of ours asks for, and keeps them.
    private func choosing(_ visit: Visit, _ query: Form) -> Visit {
        var visit = visit
        visit.query = query
        if let language = Language(short: query["lang"]) {
            visit.language = language
            visit.cookies.append(cookies.choice(PageCookies.language, language.short))
        }
        if ["large", "normal"].contains(query["size"]) {
            visit.isLarge = query["size"] == "large"
            visit.cookies.append(cookies.choice(PageCookies.size, query["size"]))
        }
        return visit
    }

    private func signedIn(_ request: Request, at surface: PageSurface, _ instant: Date) async throws -> SignedIn? {
        // One cookie a surface; the longest path comes first.
        for cookie in PageCookies.values(PageCookies.session, in: request).prefix(3) {
            if let found = try await services.signIn.actor(cookie: cookie, at: instant) { return found }
        }
        return nil
    }

    private func admit(_ visit: Visit, to access: PageAccess) async throws {
        guard let audience = access.audience else { return }
        guard let actor = visit.signedIn?.actor else { throw AccessRefusal.notSignedIn }
        for operation in access.operations { try AccessTable.require(operation, of: actor) }
        guard actor.role == audience else {
            throw access.operation.map { AccessRefusal.operationNotAllowed($0) } ?? .notSignedIn
        }
    }

    private func form(of request: Request) async throws -> Form {
        let type = (request.headers[.contentType] ?? "").split(separator: ";").first ?? ""
        guard type.lowercased() == "application/x-www-form-urlencoded" else {
            throw FieldRefusal(.contentTypeUnsupported, field: "content-type")
        }
        do {
            return try Form(reading: String(buffer: try await request.body.collect(upTo: Form.limitBytes)))
        } catch is NIOTooManyBytesError {
            throw FieldRefusal(.bodyTooLarge, field: "form")
        }
    }

    /// A form must carry what its page was given: the session's token, or before sign-in that of the cookie.
    private func requireToken(of visit: Visit, on access: PageAccess, _ request: Request) throws {
        let isOpen = access.audience == nil
        let expected = isOpen ? PageCookies.values(PageCookies.form, in: request).first : visit.formToken
        let given = visit.form["form_token"]
        guard let expected, !expected.isEmpty,
            ConstantTime.areEqual(Array(expected.utf8), Array(given.utf8))
        else { throw AccessRefusal.formExpired }
    }

    private func refusing(
        _ error: any Error,
        _ visit: Visit,
        _ operation: AccessOperation?,
        _ logger: Logger
    ) async throws -> Response {
        do {
            if let operation {
                return try refused(try await refusal(in: error, of: operation, by: visit.act).code, for: visit)
            }
            if let recorded = error as? RecordedRefusal { return try refused(recorded.refusal.code, for: visit) }
            guard let refusal = error as? any Refusal else { throw error }
            return try refused(refusal.code, for: visit)
        } catch {
            logger.error(
                "A page failed",
                metadata: [
                    "request_id": "\(visit.requestID)",
                    // The kind of the error only: what a library wrote into it may hold a reader's input.
                    "error": "\(Self.kind(of: error))",
                ]
            )
            return try refused((error as? any StorageTrouble)?.code ?? .fault, for: visit)
        }
    }

    private static func kind(of error: any Error) -> String {
        if error is TemplateFault || error is any StorageTrouble { return "\(error)" }
        return String(reflecting: type(of: error))
    }
}
