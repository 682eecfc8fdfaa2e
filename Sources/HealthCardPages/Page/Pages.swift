import HTTPTypes
import HealthCardDomain
import HealthCardServices
import Hummingbird
import Logging
import NIOCore

/// Everything a page needs: the services, the templates, and in a sandbox the simulated peers.
struct Pages: Sendable {
    let services: Services
    let templates: PageTemplates
    let sandbox: (any SandboxOutbox)?
    let cookies: PageCookies

    /// A whole page.
    ///
    /// - Parameters:
    ///   - here: where a link that changes the language leads: the page's own address, or that of the form it answers.
    ///   - refreshSeconds: how often a browser without scripts loads the page again.
    func page(
        _ template: String,
        title: String,
        here: String,
        _ values: PageValues,
        for visit: Visit,
        status: HTTPResponse.Status = .ok,
        refreshSeconds: Int? = nil
    ) throws -> Response {
        var inner = values
        inner["isSandbox"] = sandbox != nil
        let body = try templates.render(template, inner, in: visit.language)
        let joint = here.contains("?") ? "&" : "?"
        let other = visit.language.other
        let layout: PageValues = [
            "lang": visit.language.rawValue,
            "otherLang": other.rawValue,
            "languageLink": here + joint + "lang=" + other.short,
            "sizeLink": here + joint + "size=" + (visit.isLarge ? "normal" : "large"),
            "isLarge": visit.isLarge,
            "title": title,
            "surface": visit.surface.rawValue,
            "homePath": visit.surface.path,
            "signOutPath": orFalse(visit.signedIn == nil ? nil : visit.surface.signOutPath),
            "formToken": visit.formToken,
            "refreshSeconds": orFalse(refreshSeconds),
            "isSandbox": sandbox != nil,
            "stylePath": PageAsset.style.path,
            "scriptPath": PageAsset.script.path,
            "iconPath": PageAsset.icon.path,
            "body": body,
        ]
        return html(try templates.render("layout", layout, in: visit.language), for: visit, status: status)
    }

    /// A part of a page, for the page's script to put in place.
    func fragment(_ template: String, _ values: PageValues, for visit: Visit) throws -> Response {
        html(try templates.render(template, values, in: visit.language), for: visit, status: .ok)
    }

    /// Sends the browser to another page with `GET`.
    func redirect(to path: String, for visit: Visit, cookies: [Cookie] = []) -> Response {
        var response = Response(status: .seeOther)
        response.headers = PageHeaders.personal
        response.headers[.location] = path
        for cookie in visit.cookies + cookies { response.setCookie(cookie) }
        return response
    }

    /// The page that says no, in both languages, with the request's id.
    func refused(_ code: ProblemCode, for visit: Visit) throws -> Response {
        let (text, other) = (visit.language.text(of: code), visit.language.other.text(of: code))
        return try page(
            "refused",
            title: text.title,
            here: visit.surface.path,
            [
                "code": code.rawValue,
                "problemTitle": text.title,
                "problemRemedy": text.remedy,
                "otherTitle": other.title,
                "otherRemedy": other.remedy,
                "otherLang": visit.language.other.rawValue,
                "homePath": visit.surface.path,
                "requestID": visit.requestID.text,
            ],
            for: visit,
            status: code.pageStatus
        )
    }

    /// A problem as the templates show it; `false` where there is none.
    func problem(_ refusal: (any Refusal)?, for visit: Visit) -> any Sendable {
        guard let refusal else { return false }
        let text = visit.language.text(of: refusal.code)
        return ["code": refusal.code.rawValue, "title": text.title, "remedy": text.remedy]
    }

    /// The refusal in an error, in the audit log. Any other error is thrown on.
    func refusal(in error: any Error, of operation: AccessOperation, by act: Act) async throws -> any Refusal {
        if let recorded = error as? RecordedRefusal { return recorded.refusal }
        guard let refusal = error as? any Refusal else { throw error }
        try await services.ledger.record(refusal, of: operation, by: act)
        return refusal
    }

    private func html(_ text: String, for visit: Visit, status: HTTPResponse.Status) -> Response {
        var headers = PageHeaders.personal
        headers[.contentType] = "text/html; charset=utf-8"
        headers[.contentLanguage] = visit.language.rawValue
        headers[PageHeaders.requestID] = visit.requestID.text
        var response = Response(
            status: status,
            headers: headers,
            body: ResponseBody(byteBuffer: ByteBuffer(string: text))
        )
        for cookie in visit.cookies { response.setCookie(cookie) }
        return response
    }
}
