/// A part of what was found.
package struct FoundPage: Sendable {
    /// At most as many as the query allows.
    package let patients: [FoundPatient]
    /// Where the next part begins; `nil` behind the last. It means something to the index alone, holds nothing personal,
    /// and is printable ASCII of at most 180 bytes (DSC-1).
    package let next: String?

    package init(_ patients: [FoundPatient], next: String? = nil) {
        self.patients = patients
        self.next = next
    }
}
