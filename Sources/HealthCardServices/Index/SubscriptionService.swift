package import Foundation
package import HealthCardDomain

/// Tells institutions what happens to the indexes in which they have a record (`A15`).
///
/// A subscriber asks for what comes after its cursor and keeps the cursor itself. Events have numbers without a gap, and a
/// number is given once: who keeps the cursor in the transaction in which it takes the events has each exactly once, and
/// who asks again is given the same.
package struct SubscriptionService: Sendable {
    /// The most events of a page.
    package static let pageLimit = 500
    /// How many events get their number in one transaction; more than a page has.
    private static let numberLimit = 1_000
    /// How long an event is kept for a subscriber, in seconds: 90 days.
    package static let keepSeconds: TimeInterval = 90 * 86_400

    private let ledger: ActLedger
    private let storage: any Storage

    package init(storage: any Storage) {
        self.storage = storage
        ledger = ActLedger(storage: storage)
    }

    /// The events after a cursor, oldest first. An empty page says that there is nothing new.
    ///
    /// - Parameters:
    ///   - code: the institution that the caller asks in the name of; `nil` for its own.
    ///   - cursor: the number of the last event that the subscriber has; `nil` for the oldest that is kept.
    ///   - last: the number of the last event that is wanted, beyond the cursor; `nil` for all.
    /// - Throws: `SubscriptionRefusal.notSubscribed`, `.unknown`, `.cursorAhead`, `.eventsExpired`.
    package func events(
        of code: InstitutionCode? = nil,
        after cursor: Int64?,
        through last: Int64? = nil,
        limit: Int,
        by act: Act
    ) async throws -> EventPage {
        precondition((1...Self.pageLimit).contains(limit), "a page is bounded")
        return try await ledger.perform(.indexEvents, by: act) { store, _ in
            let known = try Self.numbered(code, by: act, store)
            guard known.endedAt == nil else { throw SubscriptionRefusal.notSubscribed }
            let after = cursor ?? known.expiredNumber
            guard after <= known.lastNumber else { throw SubscriptionRefusal.cursorAhead }
            // Who names no beginning and an end that is gone asks for what is gone.
            guard after >= known.expiredNumber, last ?? .max > after else { throw SubscriptionRefusal.eventsExpired }
            let end = min(last ?? .max, known.lastNumber)
            let events = try store.subscriptions.events(
                of: known.authority,
                after: after,
                limit: Int(min(Int64(limit), end - after))
            )
            try store.subscriptions.noteAsked(known.authority, after: after, at: act.at)
            return EventPage(subscription: known, events: events, next: events.last?.number ?? after, end: end)
        }
    }

    /// The subscription of the caller's institution, an ended one included. Events that wait for a number have it then, up
    /// to 1,000 of them.
    ///
    /// - Parameter code: the institution that the caller asks in the name of; `nil` for its own.
    /// - Throws: `SubscriptionRefusal.notSubscribed`, `.unknown`.
    package func subscription(of code: InstitutionCode? = nil, by act: Act) async throws -> EventSubscription {
        try await ledger.perform(.indexEvents, by: act) { store, _ in try Self.numbered(code, by: act, store) }
    }

    private static func numbered(
        _ code: InstitutionCode?,
        by act: Act,
        _ store: any Repositories
    ) throws -> EventSubscription {
        guard let own = act.actor.institution else { throw SubscriptionRefusal.notSubscribed }
        guard code == nil || code == own else { throw SubscriptionRefusal.unknown }
        let authority = AssigningAuthority(trusted: own.text)
        guard var known = try store.subscriptions.find(authority) else { throw SubscriptionRefusal.notSubscribed }
        known.lastNumber += Int64(try store.subscriptions.number(authority, limit: numberLimit))
        return known
    }

    /// Begins to tell an institution, or goes on where that was ended. Being subscribed already changes nothing.
    ///
    /// - Throws: `SubscriptionRefusal.institutionNotFound`, `AccessRefusal.institutionNotAuthorised`.
    package func subscribe(_ code: InstitutionCode, by act: Act) async throws {
        try await ledger.perform(.indexSubscribe, by: act, trace: Self.trace(code)) { store, _ in
            guard let institution = try store.access.institution(code) else {
                throw SubscriptionRefusal.institutionNotFound
            }
            guard institution.status == .authorised else {
                throw AccessRefusal.institutionNotAuthorised(is: institution.status)
            }
            try store.subscriptions.subscribe(AssigningAuthority(trusted: code.text), at: act.at)
        }
    }

    /// Stops telling an institution.
    ///
    /// - Throws: `SubscriptionRefusal.notSubscribed`.
    package func end(_ code: InstitutionCode, by act: Act) async throws {
        try await ledger.perform(.indexSubscribe, by: act, trace: Self.trace(code)) { store, _ in
            guard try store.subscriptions.end(AssigningAuthority(trusted: code.text), at: act.at) else {
                throw SubscriptionRefusal.notSubscribed
            }
        }
    }

    /// All subscriptions, ended ones included, by authority. Nothing in them is personal.
    package func all() async throws -> [EventSubscription] { try await storage.read { try $0.subscriptions.all() } }

    private static func trace(_ code: InstitutionCode) -> Trace {
        var trace = Trace()
        trace.institution = code
        return trace
    }

    /// Removes events that were kept long enough.
    ///
    /// - Returns: how many went.
    func expire(before instant: Date, limit: Int) async throws -> Int {
        let authorities = try await storage.read { try $0.subscriptions.expiring(before: instant) }
        var removed = 0
        for authority in authorities where removed < limit {
            var count: Int
            repeat {
                count = try await storage.write { store in
                    // What nobody ever asked for has no number yet.
                    _ = try store.subscriptions.number(authority, limit: Self.numberLimit)
                    return try store.subscriptions.expire(authority, before: instant, limit: Self.numberLimit)
                }
                removed += count
            } while count == Self.numberLimit && removed < limit
        }
        return removed
    }
}
