import HealthCardDomain
import StrictJSON

extension BusinessIdentifier {
    /// Writes the members of an Identifier.
    func write(_ json: inout JSONWriter) {
        json.member("system", system)
        json.member("value", value)
    }
}

extension IdentityDocument {
    /// Writes the members of an Identifier, with what it is a document of.
    func write(_ json: inout JSONWriter) {
        let kind = DocumentCode.code(of: type)
        json.concept("type", system: kind.system, code: kind.code, text: type.nameChinese)
        json.member("system", system)
        json.member("value", number)
    }
}
