import ArgumentParser
import HealthCardServices

/// `xinglin index reread`: may be stopped at any moment, and is begun anew.
struct IndexReread: KeyCommand {
    static let configuration = CommandConfiguration(
        commandName: "reread",
        abstract: "After an upgrade: read all registrations again by this release's rules.",
        discussion: """
            Registrations that lie in the index are read and looked for by the rules of the release that took them in. This \
            reads them by the rules of this one and puts each person under the blocks where it looks. No link is made, moved \
            or ended. Registrations go on meanwhile.
            """
    )

    @OptionGroup var place: PlaceOptions

    func carryOut(on registry: Registry) async throws {
        let service = IndexService(storage: registry.storage, ambient: .system)
        var progress: ImportProgress?
        var seen = 0
        let counts = try await service.reread { last, end, counts in
            if progress == nil { progress = ImportProgress(from: 0, of: end) }
            progress?.advance(rows: counts.versions - seen, to: last)
            seen = counts.versions
        }
        progress?.end()
        say("已重读 read again: \(counts.versions) · 读法有变 read otherwise: \(counts.changed)")
        say("补入分块 blocks added: \(counts.blocks) · 速率 rate \(progress?.rate ?? 0) 条/秒 records/s")
    }
}
