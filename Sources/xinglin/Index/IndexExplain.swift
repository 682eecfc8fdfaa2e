import ArgumentParser
import Foundation
import HealthCardDomain
import HealthCardServices
import Matching

/// `xinglin index explain`: nothing personal is shown unless it is asked for, and that is a look in the audit log.
struct IndexExplain: KeyCommand {
    static let configuration = CommandConfiguration(
        commandName: "explain",
        abstract: "Say why records belong to a person, in words."
    )

    @Argument(help: "An index number, or AUTHORITY/LOCAL-ID.")
    var subject: String

    @Flag(help: "Show what is held to be true of the person, too. It is a look, so --by is needed.")
    var showPersonal = false

    @Option(name: .customLong("by"), help: "Who looks: an account of the card centre. The audit log has the name.")
    var operatorID: String?

    @OptionGroup var place: PlaceOptions

    func validate() throws {
        guard Int64(subject) != nil || Self.record(subject) != nil else {
            throw ValidationError("name an index number or AUTHORITY/LOCAL-ID")
        }
        guard showPersonal == (operatorID != nil), operatorID.map({ OperatorID($0) != nil }) ?? true else {
            throw ValidationError("--show-personal and --by ACCOUNT belong together")
        }
    }

    func carryOut(on registry: Registry) async throws {
        let service = IndexService(storage: registry.storage, ambient: .system)
        let links: [Link]
        let number: IndexNumber
        if let id = Self.record(subject) {
            (links, number) = ([try await service.why(id)], try await service.index(of: id))
        } else {
            guard let named = Int64(subject).flatMap({ IndexNumber($0) }) else { throw IndexRefusal.indexUnknown }
            let file = try await service.person(named)
            (links, number) = (file.links, file.index.number)
            if named != number { say("\(named) 已并入 was merged into \(number)") }
            let merged = file.merged.map(\.description).joined(separator: " ")
            if !merged.isEmpty { say("并入者 merged into it: \(merged)") }
        }
        say("主索引 main index \(number)")
        for link in links { for line in Self.lines(link) { say(line) } }
        if let operatorID { try await show(number, by: OperatorID(trusted: operatorID), on: registry, service) }
    }

    private func show(
        _ number: IndexNumber,
        by operatorID: OperatorID,
        on registry: Registry,
        _ service: IndexService
    ) async throws {
        let actor = try await Actor.atCommandLine(operatorID, for: .indexRead, in: registry.storage)
        let desk = IndexDesk(ledger: ActLedger(storage: registry.storage), service: service)
        let act = Act(actor: actor, requestID: RequestID(trusted: "explain"), nonce: nil, at: Ambient.system.now())
        let view = try await desk.person(number, by: act)
        for name in GoldenView.Name.allCases {
            guard let field = view.golden.fields[name] else { continue }
            say("\(name.rawValue): \(field.value.exposed) · 出自记录 from record \(field.origin.value)")
        }
    }

    private static func lines(_ link: Link) -> [String] {
        let who = link.decidedBy.map { " · \($0)" } ?? ""
        let head = """
            记录 record \(link.record.number.value)/\(link.record.version) · \(link.origin.rawValue) · 模型 model \
            \(link.reasons.model)\(who) · \(link.validFrom.formatted(.iso8601))
            """
        guard let explanation = link.reasons.explanation else { return [head] }
        let weight = """
            　权重 weight \(ModelWords.bits(explanation.weight)) · 概率 probability \
            \(DecisionReasons.millionths(explanation.probability)) / 1000000
            """
        return [head, weight] + zip(explanation.chinese, explanation.english).map { "　\($0) / \($1)" }
    }

    private static func record(_ text: String) -> SourceRecordID? {
        let parts = text.split(separator: "/", maxSplits: 1, omittingEmptySubsequences: false)
        guard parts.count == 2, let authority = AssigningAuthority(parts[0]), let local = PatientID(String(parts[1]))
        else { return nil }
        return SourceRecordID(authority: authority, localID: local)
    }
}
