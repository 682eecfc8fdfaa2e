/// The number of one recorded use of a card.
package struct UseID: OpaqueIdentifier {
    package let text: String

    package init(trusted text: String) { self.text = text }
}
