import Foundation
import HTTPTypes
import HealthCardDomain
import HealthCardServices
import NIOCore
import StrictJSON

/// What is answered to a request that is not let in: all of it but the request id and the time is written beforehand.
///
/// It carries no data and no signature: who sent the request is not known yet. A caller repeats it.
struct RefusalAnswer: Sendable {
    private let code: ProblemCode
    private let isPage: Bool
    private let head: String
    private let headers: HTTPFields

    /// - Parameter isPage: for a person at a browser, as a page in both languages.
    init(_ refusal: AdmissionRefusal, isPage: Bool) { self.init(code: refusal.code, isPage: isPage) }

    init(code: ProblemCode, isPage: Bool) {
        self.code = code
        self.isPage = isPage
        let text = code.text
        if isPage {
            head = """
                <!doctype html><html lang="zh-CN"><meta charset="utf-8">\
                <meta name="viewport" content="width=device-width, initial-scale=1"><title>\(text.titleChinese)</title>\
                <h1>\(text.titleChinese)</h1><p>\(text.remedyChinese)</p>\
                <div lang="en"><h2>\(text.titleEnglish)</h2><p>\(text.remedyEnglish)</p></div><p>
                """
            headers = [
                .contentType: "text/html; charset=utf-8", .cacheControl: "no-store",
                .contentPolicy: "default-src 'none'",
            ]
        } else {
            let whole = JSONWriter.object { json in
                json.member("type", "/problems/\(code.rawValue)")
                json.member("title", text.titleEnglish)
                json.member("title_zh", text.titleChinese)
                json.member("status", code.status)
                json.member("code", code.rawValue)
                json.member("remedy", text.remedyEnglish)
                json.member("remedy_zh", text.remedyChinese)
            }
            head = String(decoding: whole.dropLast(), as: UTF8.self)
            headers = [.contentType: "application/problem+json", .cacheControl: "no-store"]
        }
    }

    /// The answer to one request.
    func parts(requestID: String, at now: Date, retryAfter: Int?, closing: Bool) -> (HTTPResponse, ByteBuffer) {
        let time = Timestamp.text(now)
        let tail =
            isPage ? "\(requestID) · \(time)</p></html>" : #","request_id":"\#(requestID)","server_time":"\#(time)"}"#
        var body = ByteBuffer()
        body.reserveCapacity(head.utf8.count + tail.utf8.count)
        body.writeString(head)
        body.writeString(tail)
        var headers = headers
        if let retryAfter { headers.append(HTTPField(name: .retryAfter, value: String(retryAfter))) }
        headers.append(HTTPField(name: .requestID, value: requestID))
        headers.append(HTTPField(name: .contentLength, value: String(body.readableBytes)))
        if closing { headers.append(HTTPField(name: .connection, value: "close")) }
        return (HTTPResponse(status: .init(code: code.status), headerFields: headers), body)
    }
}

extension HTTPField.Name {
    fileprivate static let contentPolicy: Self = {
        guard let name = Self("Content-Security-Policy") else { preconditionFailure("a header name is a token") }
        return name
    }()
}
