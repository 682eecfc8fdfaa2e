/// An operator: a console account of ours, or the work number an institution's own system states in a scan.
package struct OperatorID: Label {
    package static let maximumLength = 64

    package let text: String

    package init(trusted text: String) { self.text = text }
}
