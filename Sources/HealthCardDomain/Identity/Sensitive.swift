/// A personal value in transit: it prints, dumps, interpolates and renders as `<redacted>`.
///
/// Deliberately not `Codable`: a body that carries the value says so by writing ``exposed``.
package struct Sensitive<Value: Sendable>: Sendable, Redacting {
    /// The value in clear; every use is a place where personal data leaves its wrapper.
    package let exposed: Value

    /// Wraps `value`.
    package init(_ value: Value) {
        exposed = value
    }
}

extension Sensitive: Equatable where Value: Equatable {}
extension Sensitive: Hashable where Value: Hashable {}
