import StrictJSON

/// FHIR has neither empty texts nor empty arrays: what is empty is left out.
extension JSONWriter {
    /// A text that is not empty.
    mutating func text(_ key: String, _ text: String) {
        if !text.isEmpty { member(key, text) }
    }

    /// A repeating element, one object for each value.
    mutating func objects<Value>(_ key: String, _ values: [Value], _ write: (Value, inout JSONWriter) -> Void) {
        if values.isEmpty { return }
        member(key, array: values) { json, value in json.element(object: { write(value, &$0) }) }
    }

    /// A repeating element that is there once.
    mutating func oneObject(_ key: String, _ write: (inout JSONWriter) -> Void) {
        objects(key, [()]) { _, json in write(&json) }
    }

    /// The one extension of an element, whose value is a code.
    mutating func codeExtension(_ url: String, _ code: String) {
        oneObject("extension") { json in
            json.member("url", url)
            json.member("valueCode", code)
        }
    }

    /// A coded concept with one code.
    mutating func concept(_ key: String, system: String, code: String, display: String = "", text: String = "") {
        member(key, object: { $0.conceptMembers(system: system, code: code, display: display, text: text) })
    }

    /// The members of a coded concept with one code.
    mutating func conceptMembers(system: String, code: String, display: String = "", text: String = "") {
        oneObject("coding") { json in
            json.member("system", system)
            json.member("code", code)
            json.text("display", display)
        }
        self.text("text", text)
    }

    /// The links of a bundle; one that is `nil` is left out.
    mutating func links(self own: String?, next: String?) {
        let links = [("self", own), ("next", next)].compactMap { relation, url in url.map { (relation, $0) } }
        objects("link", links) { link, json in
            json.member("relation", link.0)
            json.member("url", link.1)
        }
    }
}
