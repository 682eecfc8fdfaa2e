/// A field of a comparison, each with its own levels of agreement. The raw values are stored with every link.
package enum MatchField: String, Sendable, CaseIterable {
    case name, number, birthDate = "birth-date", sex, phone, address, relative, document, local, nation
}
