package import Foundation
package import HealthCardDomain

/// One-time marks: what must be accepted once, on all nodes, and across restarts.
package protocol MarkRepository {
    /// - Returns: `false` where this app used the nonce before.
    func markNonce(_ nonce: String, of app: AppID, at instant: Date) throws -> Bool
    /// - Returns: `false` where this dynamic code was accepted before.
    func markCode(_ code: CardCode, at instant: Date) throws -> Bool
    /// Removes marks whose window is long over.
    ///
    /// - Parameters:
    ///   - instant: marks made before it go.
    ///   - limit: at most this many of each kind.
    /// - Returns: how many went.
    func purge(before instant: Date, limit: Int) throws -> Int
}
