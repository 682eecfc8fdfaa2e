/// What a person answered when asked whether two indexes are one person. The raw values are stored.
package enum ReviewVerdict: String, Sendable, CaseIterable {
    case same
    case notSame = "not-same"
}
