/// The id of one request, repeated in the answer, the log and the audit entry.
package struct RequestID: Label {
    package static let maximumLength = 64

    package let text: String

    package init(trusted text: String) { self.text = text }
}
