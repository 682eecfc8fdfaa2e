/// An APP备案编号: field 4 of a card code, names the filed application that produced the code.
package struct AppRecordNumber: Label {
    package static let maximumLength = 17

    package let text: String

    /// A colon would end the number inside a card code.
    package static func allows(_ byte: UInt8) -> Bool { byte != UInt8(ascii: ":") }

    package init(trusted text: String) { self.text = text }
}
