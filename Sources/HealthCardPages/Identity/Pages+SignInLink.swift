import HealthCardDomain
import HealthCardServices
import Hummingbird

extension Pages {
    /// A page with a button: opening a link, as previews of messages do, must not use it up.
    func signInLink(_ visit: Visit) throws -> Response {
        guard visit.parameter.utf8.count == 64, visit.parameter.utf8.allSatisfy({ Character(.init($0)).isHexDigit })
        else { throw AccessRefusal.signInLinkUsed }
        return try page(
            "sign-in",
            title: visit.words.operatorSignIn,
            here: "/sign-in/" + visit.parameter,
            ["action": "/sign-in/" + visit.parameter, "formToken": visit.anonymousToken],
            for: visit
        )
    }

    /// Takes the link and opens the operator's session at the surface they work at.
    func takeSignInLink(_ visit: Visit) async throws -> Response {
        let act = visit.anonymousAct
        let opened: OpenedSession
        do {
            opened = try await services.signIn.signIn(link: visit.parameter, by: act)
        } catch {
            return try refused(try await refusal(in: error, of: .signIn, by: act).code, for: visit)
        }
        guard let found = try await services.signIn.actor(cookie: opened.cookie.exposed, at: visit.at) else {
            throw AccessRefusal.notSignedIn
        }
        let surface = PageSurface(of: found.actor.role)
        let seconds = Int(SignInService.accountSessionSeconds)
        return redirect(
            to: surface.path,
            for: visit,
            cookies: [cookies.session(opened, at: surface, seconds: seconds)]
        )
    }
}
