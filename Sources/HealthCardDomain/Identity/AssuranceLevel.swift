/// How sure a proofing makes us that the applicant is the person on the document.
///
/// The scale is ours: it orders the methods by what an impostor would need, and is no level of a published standard.
package enum AssuranceLevel: Int, Sendable, Comparable, CaseIterable {
    /// Nobody looked; sandbox only.
    case none = 0
    /// Data were compared that someone near the person could know or show.
    case low = 1
    /// A regulated party or a member of staff compared person and document.
    case substantial = 2
    /// The document's own chip or the state's identity service confirmed it.
    case high = 3

    /// Orders from least to most assurance.
    package static func < (left: AssuranceLevel, right: AssuranceLevel) -> Bool {
        left.rawValue < right.rawValue
    }
}
