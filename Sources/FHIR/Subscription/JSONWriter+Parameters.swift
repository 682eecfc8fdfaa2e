import StrictJSON

extension JSONWriter {
    /// One of Parameters whose value is a text under a member such as `valueCode`.
    mutating func parameter(_ name: String, _ member: String, _ value: String) {
        element { json in
            json.member("name", name)
            json.member(member, value)
        }
    }

    /// One of Parameters that refers to a resource.
    mutating func parameter(_ name: String, reference: String) {
        element { json in
            json.member("name", name)
            json.member("valueReference") { $0.member("reference", reference) }
        }
    }
}
