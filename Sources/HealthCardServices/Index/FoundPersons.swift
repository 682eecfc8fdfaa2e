/// A page of what a search found, by index number.
package struct FoundPersons: Sendable {
    package let persons: [PersonView]
    /// Where the next page begins; `nil` at the end.
    package let next: SearchPointer?
}
