/// The code of a reader terminal (识读终端编码), unique in the region and never reused.
package struct TerminalCode: Label {
    package static let maximumLength = 40

    package let text: String

    package init(trusted text: String) { self.text = text }
}
