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
        guard (1...Self.maximumLength).contains(text.utf8.count),
            text.utf8.allSatisfy({ $0.isLabelByte && Self.allows($0) })
        else {
            return nil
        }
        self.init(trusted: String(text))
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
