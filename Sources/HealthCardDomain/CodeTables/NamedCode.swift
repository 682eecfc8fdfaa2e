/// An entry of a code table: a code that goes over the wire, and its name in both languages of the pages.
package protocol NamedCode: Sendable {
    /// The code as it is stored and sent.
    var code: String { get }
    /// The name in the words of the code table.
    var nameChinese: String { get }
    /// The name for English readers; our translation where the table has none.
    var nameEnglish: String { get }
}

extension NamedCode where Self: RawRepresentable, RawValue == String {
    /// The raw value.
    package var code: String { rawValue }
}
