/// A defect of the templates. Those found at start keep the server from starting.
package enum TemplateFault: Error, Sendable, Equatable {
    /// The file does not parse, or is not UTF-8.
    case unreadable(template: String)
    /// A template includes another that does not exist.
    case partialMissing(template: String, partial: String)
    /// A template uses a word that no language has.
    case wordMissing(template: String, word: String)
    /// A page was rendered by a name that does not exist.
    case templateMissing(String)
    /// A page was rendered without values that its template names.
    case valuesMissing(template: String, names: [String])
}
