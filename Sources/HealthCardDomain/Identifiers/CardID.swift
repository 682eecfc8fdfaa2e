/// The 电子健康卡ID: one virtual card account, and field 1 of every card code.
package struct CardID: OpaqueIdentifier {
    package let text: String

    package init(trusted text: String) { self.text = text }
}
