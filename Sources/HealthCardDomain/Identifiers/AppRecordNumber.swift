/// An APP备案编号: field 4 of a card code, names the filed application that produced the code.
package struct AppRecordNumber: Label {
    package static let maximumLength = 17

    package let text: String

    package init(trusted text: String) { self.text = text }
}
