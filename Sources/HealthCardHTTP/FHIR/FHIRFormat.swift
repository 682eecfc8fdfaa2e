import HTTPTypes
import HealthCardDomain
import Hummingbird

/// In which format a FHIR interaction is asked and answered: JSON alone.
enum FHIRFormat {
    static let contentType = "application/fhir+json"

    private static let jsonTypes: Set<String> = ["application/fhir+json", "application/json", "text/json", "json"]
    private static let anyTypes: Set<String> = ["*/*", "application/*"]

    /// Passes if JSON is acceptable: by `_format` where that is asked, else by `Accept`.
    ///
    /// - Throws: `formatNotAcceptable`.
    static func requireAcceptable(_ request: Request, format: String?) throws(RequestRefusal) {
        if let format {
            // A plus that was not escaped comes as a space.
            let (type, version, _) = parts(format.replacing(" ", with: "+"))
            guard jsonTypes.contains(type), isFourth(version) else { throw .formatNotAcceptable }
            return
        }
        let accepted = request.headers[values: .accept].joined(separator: ",")
        if accepted.allSatisfy(\.isWhitespace) { return }
        let isAcceptable = accepted.split(separator: ",").contains { range in
            let (type, version, isRefused) = parts(String(range))
            return !isRefused && isFourth(version) && (jsonTypes.contains(type) || anyTypes.contains(type))
        }
        guard isAcceptable else { throw .formatNotAcceptable }
    }

    /// Passes if a body is said to be a FHIR resource in JSON.
    ///
    /// - Throws: `contentTypeUnsupported`.
    static func requireResource(_ request: Request) throws(RequestRefusal) {
        guard let stated = request.headers[.contentType] else { throw .contentTypeUnsupported }
        let (type, version, _) = parts(stated)
        guard jsonTypes.contains(type), isFourth(version) else { throw .contentTypeUnsupported }
    }

    /// Passes if a body is said to be a form.
    ///
    /// - Throws: `contentTypeUnsupported`.
    static func requireForm(_ request: Request) throws(RequestRefusal) {
        guard let stated = request.headers[.contentType],
            parts(stated).type == "application/x-www-form-urlencoded"
        else { throw .contentTypeUnsupported }
    }

    /// A media type in lower case, its `fhirVersion`, and whether its weight is nothing.
    private static func parts(_ text: String) -> (type: String, version: String?, isRefused: Bool) {
        let parts = text.lowercased().split(separator: ";", omittingEmptySubsequences: false).map { part in
            String(part.filter { !$0.isWhitespace && $0 != "\"" })
        }
        let version = parts.first { $0.hasPrefix("fhirversion=") }.map { String($0.dropFirst(12)) }
        let isRefused = parts.contains { $0.wholeMatch(of: /q=0(\.0*)?/) != nil }
        return (parts.first ?? "", version, isRefused)
    }

    /// R4 is version 4.0; nothing said means whatever is spoken here.
    private static func isFourth(_ version: String?) -> Bool { version.map { $0 == "4.0" } ?? true }
}
