/// Why a value is absent (FHIR R4, data-absent-reason), as far as it matters to what is on file.
enum Absence: Sendable {
    /// The source cannot or will not say it: what is on file stays.
    case withheld
    /// There is no value, or nobody knows it: what is on file goes.
    case nothing

    static let url = "http://hl7.org/fhir/StructureDefinition/data-absent-reason"

    /// Reads a code of the value set; which of them withhold is ours.
    init?(code: String) {
        switch code {
        case "unknown", "asked-unknown", "not-applicable": self = .nothing
        case "temp-unknown", "not-asked", "asked-declined", "masked", "unsupported", "as-text", "error",
            "not-performed", "not-permitted":
            self = .withheld
        default: return nil
        }
    }
}
