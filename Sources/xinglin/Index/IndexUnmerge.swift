import ArgumentParser
import Foundation
import HealthCardDomain
import HealthCardServices

/// `xinglin index unmerge`.
struct IndexUnmerge: KeyCommand {
    static let configuration = CommandConfiguration(
        commandName: "unmerge",
        abstract: "Take the merge of an index back, exactly, and list who saw two people as one.",
        discussion: "The two are held apart from then on, unless --may-match says that the engine may judge again."
    )

    @Argument(help: "The index that was merged into another.")
    var index: Int64

    @Option(name: .customLong("by"), help: "Who decides: an account of the card centre. The audit log has the name.")
    var operatorID: String

    @Flag(help: "The merge was a slip: the engine may join the two again.")
    var mayMatch = false

    @OptionGroup var place: PlaceOptions

    func validate() throws {
        guard OperatorID(operatorID) != nil else { throw ValidationError("--by is no account") }
    }

    func carryOut(on registry: Registry) async throws {
        guard let number = IndexNumber(index) else { throw IndexRefusal.indexUnknown }
        let actor = try await Actor.atCommandLine(
            OperatorID(trusted: operatorID),
            for: .indexDecide,
            in: registry.storage
        )
        let service = IndexService(storage: registry.storage, ambient: .system)
        let desk = IndexDesk(ledger: ActLedger(storage: registry.storage), service: service)
        let act = Act(actor: actor, requestID: RequestID(trusted: "unmerge"), nonce: nil, at: Ambient.system.now())
        let answer = try await desk.unmerge(number, holdingApart: !mayMatch, by: act)
        let merge = answer.merge
        say(
            """
            已撤销合并 taken back: \(merge.index) → \(merge.into)，合并于 merged at \(merge.mergedAt.formatted(.iso8601)) · \
            \(merge.decidedBy?.text ?? merge.reasons.model)
            """
        )
        let more = answer.isCut ? "（更多未列 more are not listed）" : ""
        say("期间看过错误记录的查阅 acts that were shown a wrong record: \(answer.seen.count)\(more)")
        for entry in answer.seen { say(Self.line(entry)) }
    }

    private static func line(_ entry: AuditEntry) -> String {
        let place = [entry.institution?.text, entry.department?.code, entry.terminal?.text].compactMap { $0 }
        return """
            　\(entry.at.formatted(.iso8601)) · \(entry.operation.rawValue) · \(entry.role.rawValue) · \
            \(entry.actor ?? "–") · \(place.isEmpty ? "–" : place.joined(separator: " ")) · \
            \(entry.shown.map(\.rawValue).joined(separator: " "))
            """
    }
}
