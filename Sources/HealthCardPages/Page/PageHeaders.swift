import HTTPTypes

/// The header fields that every page carries.
enum PageHeaders {
    static let requestID = named("X-Request-ID")

    /// No script, style or image from elsewhere or inside the page; nothing kept by browsers and proxies; no address of
    /// ours told to others.
    static let personal: HTTPFields = [
        named("Content-Security-Policy"):
            "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; connect-src 'self'; "
            + "form-action 'self'; base-uri 'none'; frame-ancestors 'none'",
        named("X-Content-Type-Options"): "nosniff",
        named("Referrer-Policy"): "no-referrer",
        named("Cross-Origin-Opener-Policy"): "same-origin",
        named("Permissions-Policy"): "camera=(), microphone=(), geolocation=()",
        .cacheControl: "no-store",
        .vary: "Cookie, Accept-Language",
    ]

    /// What a file whose name changes with its content carries.
    static let lasting: HTTPFields = [
        named("X-Content-Type-Options"): "nosniff",
        .cacheControl: "public, max-age=31536000, immutable",
    ]

    private static func named(_ name: String) -> HTTPField.Name {
        guard let name = HTTPField.Name(name) else { preconditionFailure("a header field's name is a token") }
        return name
    }
}
