/// A short code that another party chose: printable ASCII without spaces, quotes, `<`, `>`, `&` or `\`.
///
/// Application ids, terminal codes, institution codes and operators' work numbers are labels. A label is safe to log
/// and to show: it names a party or a device, not a resident.
package protocol Label: Hashable, Sendable, Comparable, CustomStringConvertible {
    var text: String { get }
    init(trusted text: String)
    /// The longest text allowed, in bytes.
    static var maximumLength: Int { get }
    /// Whether a byte of the common set may stand in this kind of label; every one may where nothing else is said.
    static func allows(_ byte: UInt8) -> Bool
}

extension Label {
    package static var maximumLength: Int { 64 }

    package static func allows(_ byte: UInt8) -> Bool { true }

    /// Reads a label; `nil` where it is empty, too long, or has a character outside the set.
    package init?(_ text: some StringProtocol) {
        // A concrete `String`: a generic one is not specialised across modules and iterates through witnesses.
        let text = String(text)
        guard Self.isLabel(text) else { return nil }
        self.init(trusted: text)
    }

    private static func isLabel(_ text: String) -> Bool {
        guard (1...maximumLength).contains(text.utf8.count) else { return false }
        for byte in text.utf8 where !(byte.isLabelByte && allows(byte)) { return false }
        return true
    }

    package var description: String { text }

    package static func < (left: Self, right: Self) -> Bool { left.text < right.text }
}

extension UInt8 {
    fileprivate var isLabelByte: Bool {
        guard (0x21...0x7E).contains(self) else { return false }
        switch self {
        case UInt8(ascii: "\""), UInt8(ascii: "'"), UInt8(ascii: "<"), UInt8(ascii: ">"), UInt8(ascii: "&"),
            UInt8(ascii: "\\"), UInt8(ascii: "`"):
            return false
        default: return true
        }
    }
}
