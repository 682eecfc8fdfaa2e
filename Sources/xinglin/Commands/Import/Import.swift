import ArgumentParser
import Foundation
import HealthCardDomain
import HealthCardServices
import ImportFiles
import SMCrypto

/// `xinglin import`: may be stopped at any moment, and goes on where it stopped. `docs/import.md` has the forms.
struct Import: KeyCommand {
    static let configuration = CommandConfiguration(
        abstract: "批量导入: take a list of residents, patient numbers, institutions or terminals in."
    )

    @Argument(help: "residents, patient-indexes, institutions or terminals.")
    var kind: ImportKind

    @Argument(help: "The list: CSV or NDJSON in UTF-8 or GB 18030.")
    var file: String

    @OptionGroup var options: ImportOptions
    @OptionGroup var place: PlaceOptions

    func validate() throws {
        guard options.tag == nil || kind == .residents else { throw ValidationError("--tag is for residents") }
        let known = Set(kind.columns)
        for column in options.statedHeaders.values where !known.contains(column) {
            throw ValidationError("--map: \(kind.rawValue) have no column \(column.rawValue)")
        }
    }

    func carryOut(on registry: Registry) async throws {
        let service = ImportService(storage: registry.storage, ambient: .system)
        let actor = try await service.actor(options.operatorID, for: kind)
        let list = try ListFile(file)
        let reader: ImportFileReader
        do {
            reader = try ImportFileReader(
                list,
                map: HeaderMap(kind, stated: options.statedHeaders),
                form: options.form,
                encoding: options.encoding
            )
        } catch let refusal as FileRefusal {
            complain(refusal.text)
            throw ImportExit.fileRefused
        }
        if !reader.ignored.isEmpty {
            complain("未使用的列 columns that are left out: \(reader.ignored.count)")
        }
        let imported = ImportFile(
            kind: kind,
            digest: try list.digest(),
            bytes: list.count,
            tag: options.populationTag,
            reading: reader.reading
        )
        let (id, job) = try await service.find(imported, anew: options.again)
        let run = ImportRun(
            service: service,
            list: list,
            reader: reader,
            file: imported,
            id: id,
            actor: actor,
            rowLimit: options.rows,
            rejectsPath: options.rejects ?? "\(file).rejects-\(id.prefix(8).lowercased()).csv"
        )
        if options.dryRun { return try await check(run) }
        if let job, let finishedAt = job.finishedAt {
            let time = finishedAt.formatted(.iso8601)
            say("此文件已于 \(time) 导入，未作任何更改 / this file was imported at \(time); nothing was changed")
            return say(ImportWords.counts(job.counts))
        }
        if job == nil, options.expectedDigest == nil, kind == .residents, place.keys.production {
            throw CommandFailure(
                """
                生产环境的批量预制须先 --dry-run，再以 --expect 按报告执行 / in production, cards are made in advance only as a \
                dry run's report has it: --dry-run first, then --expect
                """
            )
        }
        try await take(run, job)
    }

    private func check(_ run: ImportRun) async throws {
        let (report, forecast, path) = try await run.foresee()
        let check = try await run.keep(report)
        say(report)
        say("报告摘要 digest: sm3:\(Hex.lower(check.digest))")
        if forecast.counts.rejected > 0 {
            say("拒绝清单 rejects: \(path)")
            throw ImportExit.rejects
        }
    }

    private func take(_ run: ImportRun, _ known: ImportJob?) async throws {
        let done: (job: ImportJob, rate: Int)
        do {
            done = try await run.take(known, heldTo: options.expectedDigest)
        } catch ImportRefusal.checkUnknown {
            throw CommandFailure(
                """
                没有与此文件及读法相符的试运行报告 / no dry run of this file, read this way, gave a report of that digest
                """
            )
        } catch StorageConflict.jobMoved {
            throw CommandFailure("另一进程正在导入此文件 / another process imports this file")
        }
        say(ImportWords.counts(done.job.counts))
        say("本次速率 rate of this run: \(done.rate) 行/秒 rows/s")
        if done.job.counts.rejected > 0 {
            say("拒绝清单 rejects: \(run.rejectsPath)")
            throw ImportExit.rejects
        }
    }

    private func complain(_ line: String) {
        FileHandle.standardError.write(Data((line + "\n").utf8))
    }
}
