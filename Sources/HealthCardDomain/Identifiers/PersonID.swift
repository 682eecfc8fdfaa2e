/// The 主索引ID: one person of the master index. Never equal to, nor derivable from, the person's card id.
package struct PersonID: OpaqueIdentifier {
    package let text: String

    package init(trusted text: String) { self.text = text }
}
