package import HealthCardDomain
import SMCrypto

/// A file and how it is read: what makes two imports the same one.
package struct ImportFile: Sendable {
    package let kind: ImportKind
    /// SM3 over the file.
    package let digest: [UInt8]
    package let bytes: Int64
    package let tag: PopulationTag?
    /// Form, encoding and the columns in their order: the same bytes read otherwise are another import.
    package let reading: String

    package init(kind: ImportKind, digest: [UInt8], bytes: Int64, tag: PopulationTag?, reading: String) {
        self.kind = kind
        self.digest = digest
        self.bytes = bytes
        self.tag = tag
        self.reading = reading
    }

    /// The id of a run; the first is 1.
    package func id(run: Int) -> String {
        let parts = [kind.rawValue, Hex.upper(digest), tag?.text ?? "", reading, String(run)]
        return Hex.upper(SM3.hash(Array(parts.joined(separator: "\n").utf8)))
    }
}
