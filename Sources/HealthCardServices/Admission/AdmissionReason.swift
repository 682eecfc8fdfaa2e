/// Why a request was refused before it was read.
package enum AdmissionReason: Int, Sendable, CaseIterable {
    /// The node is full.
    case limit
    /// The connection is one too many.
    case connections
    /// The caller used up its own quota.
    case quota

    /// The name in metrics.
    package var name: String { "\(self)" }
}
