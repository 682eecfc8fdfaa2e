import Foundation
import HTTPTypes
import Testing

/// What the server answered to a browser.
struct PageReply {
    let status: Int
    let headers: HTTPFields
    let text: String

    /// Where a redirect leads.
    var location: String? { headers[.location] }

    /// A header field that the library has no name for.
    func header(_ name: String) throws -> String? {
        headers[try #require(HTTPField.Name(name))]
    }

    /// The problem code that the page shows.
    var problem: String? { first("data-problem=\"([a-z_]+)\"") }

    /// The opening tag of the element with an id.
    func tag(_ id: String) -> String? { first("(<[a-z0-9]+[^>]* id=\"\(id)\"[^>]*>)") }

    /// An attribute of the element with an id.
    func attribute(_ name: String, of id: String) -> String? {
        guard let tag = tag(id) else { return nil }
        return Self.first(" \(name)=\"([^\"]*)\"", in: tag)
    }

    /// The text of an element that holds nothing but text.
    func content(of id: String) -> String? { first("<[a-z0-9]+[^>]* id=\"\(id)\"[^>]*>([^<]*)<") }

    /// The hidden fields of the form that posts to an address.
    func hiddenFields(postingTo action: String) -> [String: String]? {
        let quoted = NSRegularExpression.escapedPattern(for: action)
        guard let form = first("(<form[^>]* method=\"post\" action=\"\(quoted)\"[\\s\\S]*?</form>)") else { return nil }
        let found = Self.all("<input type=\"hidden\" name=\"([a-z_]+)\" value=\"([^\"]*)\"", in: form)
        return Dictionary(found.map { ($0[0], Self.unescaped($0[1])) }) { first, _ in first }
    }

    func first(_ pattern: String) -> String? { Self.first(pattern, in: text) }

    func all(_ pattern: String) -> [[String]] { Self.all(pattern, in: text) }

    private static func first(_ pattern: String, in text: String) -> String? { all(pattern, in: text).first?.first }

    /// The groups of every match.
    private static func all(_ pattern: String, in text: String) -> [[String]] {
        guard let expression = try? NSRegularExpression(pattern: pattern) else {
            preconditionFailure("the pattern is the test's own: \(pattern)")
        }
        let whole = text as NSString
        return expression.matches(in: text, range: NSRange(location: 0, length: whole.length)).map { match in
            (1..<match.numberOfRanges).map { group in
                let range = match.range(at: group)
                return range.location == NSNotFound ? "" : whole.substring(with: range)
            }
        }
    }

    private static func unescaped(_ text: String) -> String {
        text.replacingOccurrences(of: "&lt;", with: "<").replacingOccurrences(of: "&gt;", with: ">")
            .replacingOccurrences(of: "&quot;", with: "\"").replacingOccurrences(of: "&#39;", with: "'")
            .replacingOccurrences(of: "&amp;", with: "&")
    }
}
