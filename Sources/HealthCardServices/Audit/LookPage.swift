/// A page of looks, newest first.
package struct LookPage: Sendable {
    package let looks: [Look]
    /// Where the next page begins; `nil` at the end.
    package let next: LookCursor?

    package init(looks: [Look], next: LookCursor?) {
        self.looks = looks
        self.next = next
    }
}
