/// The number of one resident's consent to one text.
package struct ConsentID: OpaqueIdentifier {
    package let text: String

    package init(trusted text: String) { self.text = text }
}
