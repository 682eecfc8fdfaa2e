import StrictJSON

/// The answer to `$ihe-pix` (IHE ITI-83): the numbers of a person, and the resource here.
package struct CrossReference: Sendable, Equatable {
    /// Without the one that was asked for.
    package let identifiers: [BusinessIdentifier]
    /// The logical id of the patient; `nil` where that was not wanted.
    package let patient: String?

    package init(_ identifiers: [BusinessIdentifier], patient: String?) {
        self.identifiers = identifiers
        self.patient = patient
    }

    /// Parameters, as bytes.
    package var json: [UInt8] {
        JSONWriter.object { json in
            json.member("resourceType", "Parameters")
            if identifiers.isEmpty, patient == nil { return }
            json.member("parameter", array: [()]) { json, _ in
                for identifier in identifiers {
                    json.element { json in
                        json.member("name", "targetIdentifier")
                        json.member("valueIdentifier", object: identifier.write)
                    }
                }
                guard let patient else { return }
                json.element { json in
                    json.member("name", "targetId")
                    json.member("valueReference") { $0.member("reference", "Patient/\(patient)") }
                }
            }
        }
    }
}
