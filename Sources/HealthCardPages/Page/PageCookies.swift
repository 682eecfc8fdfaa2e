import HealthCardDomain
import HealthCardServices
import Hummingbird

/// The cookies of the pages. None is readable by scripts.
struct PageCookies: Sendable {
    static let session = "xinglin_session"
    static let form = "xinglin_form"
    static let language = "xinglin_lang"
    static let size = "xinglin_size"
    static let desk = "xinglin_desk"
    /// How long language, letter size and the desk's place are kept, in seconds.
    private static let choiceSeconds = 31_536_000

    /// Send the cookies over TLS only.
    let isSecure: Bool

    func session(_ opened: OpenedSession, at surface: PageSurface, seconds: Int) -> Cookie {
        Cookie(
            name: Self.session,
            value: opened.cookie.exposed,
            maxAge: seconds,
            path: surface.path,
            secure: isSecure,
            httpOnly: true,
            sameSite: .strict
        )
    }

    func endedSession(at surface: PageSurface) -> Cookie {
        Cookie(
            name: Self.session,
            value: "",
            maxAge: 0,
            path: surface.path,
            secure: isSecure,
            httpOnly: true,
            sameSite: .strict
        )
    }

    func form(_ token: String) -> Cookie {
        Cookie(name: Self.form, value: token, path: "/", secure: isSecure, httpOnly: true, sameSite: .strict)
    }

    /// A choice of the reader that says nothing about them.
    func choice(_ name: String, _ value: String, path: String = "/") -> Cookie {
        Cookie(
            name: name,
            value: value,
            maxAge: Self.choiceSeconds,
            path: path,
            secure: isSecure,
            httpOnly: true,
            sameSite: .lax
        )
    }

    /// Every value the browser sent under a name, in its order: the cookie of the longest path comes first
    /// (RFC 6265, 5.4).
    static func values(_ name: String, in request: Request) -> [String] {
        request.headers[values: .cookie].flatMap { $0.split(separator: ";") }.prefix(64).compactMap { pair in
            let parts = pair.drop { $0 == " " }.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
            guard parts.count == 2, parts[0] == name else { return nil }
            return String(parts[1])
        }
    }
}
