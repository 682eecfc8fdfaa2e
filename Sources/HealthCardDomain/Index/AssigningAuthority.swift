/// Who gave a local id (标识域): an institution, or the platform itself.
package struct AssigningAuthority: Label {
    package let text: String

    package init(trusted text: String) { self.text = text }
}
