import Foundation
import HealthCardDomain

/// Answers scans: who it is, and what this desk may see (`C03`, `C13`). The scan is its own usage record.
package struct ScanService: Sendable {
    /// How many uses of one card at one terminal and step may fall on one millisecond.
    private static let sameInstantLimit = 64

    private struct CrowdedInstant: Error {}

    private let ledger: ActLedger
    private let keys: any CodeKeys
    private let ambient: Ambient

    package init(ledger: ActLedger, keys: any CodeKeys, ambient: Ambient) {
        self.ledger = ledger
        self.keys = keys
        self.ambient = ambient
    }

    /// Answers one scan. The answer, the use, the one-time mark and the audit entry are one transaction.
    ///
    /// - Throws: `CodeRefusal`, `CardRefusal`, `KeyRefusal.notFound`, or an `AccessRefusal` about terminal, institution or department. Every
    ///   one is in the audit log with its place.
    package func scan(_ request: ScanRequest, by act: Act) async throws -> ScanAnswer {
        let accepted: Result<[CodeTokenKey], any Error>
        do {
            accepted = .success(try await keys.accepted())
        } catch {
            accepted = .failure(error)
        }
        let useID = UseID(at: act.at, randomBytes: ambient.randomBytes(UseID.randomLength))
        var trace = Trace()
        trace.terminal = request.terminal
        trace.step = request.step
        trace.operatorID = request.operatorID
        trace.purpose = request.purpose.text
        return try await ledger.perform(.codeScan, by: act, trace: trace, ahead: Self.ahead(of: request, by: act)) {
            store,
            trace in
            let place = try DeskPlace(
                terminal: request.terminal,
                department: request.department,
                for: act.actor,
                in: store,
                trace: &trace
            )
            let code = try CardCode(reading: request.scannedText)
            if code.type == .dynamic { try Self.verify(code, with: accepted.get(), at: act) }
            guard let holder = try store.persons.holder(of: code.cardID) else { throw CardRefusal.notFound }
            let card = holder.card
            (trace.cardID, trace.personID) = (card.id, card.personID)
            try card.requireActive()
            if code.type == .dynamic, try !store.marks.markCode(code, at: act.at) { throw CodeRefusal.replayed }

            let result: ScanAnswer.Result = code.type == .dynamic ? .accepted : .hint
            let fields = result == .accepted ? request.step.disclosed : ResidentField.hint
            let (resident, withheld) = try Self.disclose(fields, of: holder)
            trace.shown = resident.shown
            try Self.record(in: store, from: act.at) { usedAt in
                Use(
                    id: useID,
                    cardID: card.id,
                    personID: card.personID,
                    institution: place.institution.code,
                    department: place.department,
                    terminal: place.terminal.code,
                    terminalType: place.terminal.type,
                    operatorID: request.operatorID,
                    step: request.step,
                    purpose: request.purpose.text,
                    codeType: code.type,
                    app: act.actor.appID,
                    result: result == .accepted ? .accepted : .hint,
                    usedAt: usedAt
                )
            }
            return ScanAnswer(
                result: result,
                personID: card.personID,
                card: card,
                resident: resident,
                withheld: withheld,
                step: request.step,
                useID: useID
            )
        }
    }

    /// Asks for what a scan looks up and marks.
    private static func ahead(
        of request: ScanRequest,
        by act: Act
    ) -> @Sendable (any Repositories) throws -> Void {
        { store in
            _ = try store.access.desk(request.terminal)
            let code = try CardCode(reading: request.scannedText)
            _ = try store.persons.holder(of: code.cardID)
            if code.type == .dynamic { _ = try store.marks.markCode(code, at: act.at) }
        }
    }

    /// What the step may see. While the key service is gone nothing personal can be opened, and the scan goes on
    /// without it.
    private static func disclose(
        _ fields: [ResidentField],
        of holder: CardHolder
    ) throws -> (Disclosure, withheld: ProblemCode?) {
        do {
            return (try holder.disclosure(showing: fields), nil)
        } catch KeyRefusal.serviceUnavailable {
            return (.nothing, .hsmUnavailable)
        }
    }

    /// Adds the use of the scan, so that its id leads to it: where the same card was used at the same terminal and step
    /// in this very millisecond, the use is dated the next free one.
    private static func record(in store: any Repositories, from instant: Date, _ use: (Date) -> Use) throws {
        for milliseconds in 0..<sameInstantLimit {
            if try store.uses.add(use(instant.addingTimeInterval(Double(milliseconds) / 1_000))) { return }
        }
        throw CrowdedInstant()
    }

    /// Tries the live keys, newest first; the newest key's verdict stands where none made the token.
    private static func verify(_ code: CardCode, with keys: [CodeTokenKey], at act: Act) throws {
        for (index, key) in keys.enumerated() {
            do {
                _ = try key.verify(code, at: act.at)
                return
            } catch CodeRefusal.notGenuine where index < keys.count - 1 {
                continue
            }
        }
    }
}
