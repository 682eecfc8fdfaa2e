import HealthCardDomain
import StrictJSON

extension Element {
    /// The first extension of this element with one of these addresses.
    func extended(by urls: Set<String>) throws(RequestRefusal) -> Element? {
        for element in try elements("extension") {
            guard let url = try element.code("url") else { throw .fieldMissing(element.place("url")) }
            if urls.contains(url) { return element }
        }
        return nil
    }

    /// Why a primitive member has no value, by the extension that stands beside it; `nil` where none does.
    func absence(of key: String) throws(RequestRefusal) -> Absence? {
        guard value(key) == nil, let beside = try element("_" + key) else { return nil }
        return try beside.absence()
    }

    /// Why this element says nothing, by an extension of its own.
    func absence() throws(RequestRefusal) -> Absence? {
        guard let reason = try extended(by: [Absence.url]) else { return nil }
        guard let code = try reason.code("valueCode") else { throw .fieldMissing(reason.place("valueCode")) }
        guard let absence = Absence(code: code) else { throw .fieldMalformed(reason.place("valueCode")) }
        return absence
    }
}
