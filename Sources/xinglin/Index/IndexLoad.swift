import ArgumentParser
import Foundation
import HealthCardDomain
import HealthCardServices
import ImportFiles

/// `xinglin index load`: may be stopped at any moment, and is begun anew.
struct IndexLoad: KeyCommand {
    static let configuration = CommandConfiguration(
        commandName: "load",
        abstract: "Register a file of source records in the main index, each matched as it comes.",
        discussion: """
            The columns are those of `xinglin index evaluate`; org is the code of a filed institution. Records that are \
            registered already change nothing, so a load that was stopped is begun anew.
            """
    )

    @Argument(help: "The file: CSV in UTF-8, in the order of registration.")
    var file: String

    @Option(name: .customLong("by"), help: "Who loads: an account of the card centre. The audit log has the name.")
    var operatorID: String

    @Option(help: "Records of a transaction; 1 to 10,000.")
    var batch = 500

    @OptionGroup var place: PlaceOptions

    func validate() throws {
        guard OperatorID(operatorID) != nil else { throw ValidationError("--by is no account") }
        guard (1...10_000).contains(batch) else { throw ValidationError("--batch must be 1 to 10000") }
    }

    func carryOut(on registry: Registry) async throws {
        let service = IndexService(storage: registry.storage, ambient: .system)
        try await service.running.refresh(from: registry.storage)
        let desk = IndexDesk(ledger: ActLedger(storage: registry.storage), service: service)
        let actor = try await Actor.atCommandLine(
            OperatorID(trusted: operatorID),
            for: .indexRegister,
            in: registry.storage
        )
        let list = try ListFile(file)
        do {
            let rows = try EvaluationRows(list, size: batch)
            var progress = ImportProgress(from: 0, of: list.count)
            var (count, origins): (Int, [LinkOrigin: Int]) = (0, [:])
            while let piece = try rows.next() {
                let records = try piece.rows.enumerated().map { offset, row in
                    try service.seal(row.fields, as: row.id(line: piece.first + offset))
                }
                let act = Act(actor: actor, requestID: RequestID(trusted: "load"), nonce: nil, at: Ambient.system.now())
                for answer in try await desk.load(records, by: act) { origins[answer.origin, default: 0] += 1 }
                count += records.count
                progress.advance(rows: records.count, to: piece.end)
            }
            progress.end()
            say("已登记 registered: \(count) · 速率 rate \(progress.rate) 条/秒 records/s")
            for origin in LinkOrigin.allCases { say("\(origin.rawValue): \(origins[origin] ?? 0)") }
        } catch let damage as HeadedRows.Damage {
            throw CommandFailure(damage)
        }
    }
}
