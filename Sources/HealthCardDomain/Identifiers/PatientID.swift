/// The number under which an institution knows a patient (院内患者主索引), unique inside that institution.
///
/// Personal: whoever has it and the institution's books has the person.
package struct PatientID: Sendable, Hashable, Redacting {
    /// The longest number, in bytes.
    package static let maximumLength = 64

    /// The number as the institution writes it: 1 to 64 printable ASCII characters without spaces.
    package let value: Sensitive<String>

    /// Reads a number; `nil` where it is empty, too long, or has a character outside the set.
    package init?(_ text: String) {
        let bytes = text.utf8
        guard (1...Self.maximumLength).contains(bytes.count), bytes.allSatisfy({ (0x21...0x7E).contains($0) }) else {
            return nil
        }
        value = Sensitive(text)
    }
}
