/// A "no" the caller can act on. It names a stable code and, where one field is to blame, that field. It never holds
/// a personal value or a secret.
package protocol Refusal: Error {
    var code: ProblemCode { get }
    /// The wire name of the field to blame, or `nil`.
    var field: String? { get }
}

extension Refusal {
    package var field: String? { nil }
}
