package import Foundation
import HealthCardDomain

/// The answers that were given under an idempotency key, written in the transaction of the act.
package protocol IdempotencyRepository {
    func find(_ key: IdempotencyKey, of caller: String) throws -> IdempotencyRecord?
    /// - Precondition: `find` gave `nil` in the same transaction.
    func add(_ record: IdempotencyRecord, under key: IdempotencyKey, of caller: String, at instant: Date) throws
}
