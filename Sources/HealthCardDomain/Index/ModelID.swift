/// A match model by name and version, such as `xinglin-1/3`: what every decision of the machine carries.
///
/// The name is that of the release's model which the others descend from, and version 0 is that model itself.
package struct ModelID: Sendable, Hashable, CustomStringConvertible {
    package static let nameLimit = 40

    package let name: String
    package let version: Int

    /// - Precondition: `name` is one that ``init(_:)`` reads.
    package init(trusted name: String, version: Int) {
        self.name = name
        self.version = version
    }

    /// Reads `NAME/VERSION`; `nil` for anything else. A name has lower-case letters, digits and hyphens.
    package init?(_ text: some StringProtocol) {
        let parts = text.split(separator: "/", omittingEmptySubsequences: false)
        guard parts.count == 2, (1...Self.nameLimit).contains(parts[0].utf8.count),
            parts[0].utf8.allSatisfy(Self.isOfName), let version = Int(parts[1]), version >= 0,
            String(version) == parts[1]
        else { return nil }
        self.init(trusted: String(parts[0]), version: version)
    }

    package var description: String { "\(name)/\(version)" }

    private static func isOfName(_ byte: UInt8) -> Bool {
        switch byte {
        case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "-"): true
        default: false
        }
    }
}
