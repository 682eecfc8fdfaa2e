import Foundation
import HealthCardDomain
import HealthCardServices
import ImportFiles
import SMCrypto

/// One list on its way: parts are read, judged and sealed ahead while the part before is written.
struct ImportRun {
    let service: ImportService
    let list: ListFile
    let reader: ImportFileReader
    let file: ImportFile
    let id: String
    let actor: Actor
    let rowLimit: Int
    let rejectsPath: String

    private var act: Act {
        let now = Ambient.system.now()
        return Act(actor: actor, requestID: RequestID(trusted: "import-\(id.prefix(16))"), nonce: nil, at: now)
    }

    /// Takes the list in, from where it stands.
    func take(_ known: ImportJob?, heldTo check: [UInt8]?) async throws -> (job: ImportJob, rate: Int) {
        var job: ImportJob
        if let known {
            job = known
            try reader.skip(to: job.nextByte, after: job.counts.rows)
        } else {
            job = try await service.begin(file, id: id, start: reader.firstRow, heldTo: check, by: act)
        }
        let rejects = try RejectsWriter(rejectsPath, of: job)
        var progress = ImportProgress(from: job.nextByte, of: file.bytes)
        let parts = self.parts(sealing: { [service] in try service.seal($0) })
        defer { parts.stop() }
        while let part = try await parts.next() {
            try list.requireUnchanged()
            job = try await service.take(part, into: job, by: act)
            try rejects.add(job)
            progress.advance(rows: part.rows.count, to: job.nextByte)
        }
        progress.end()
        try rejects.finish(job)
        return (job, progress.rate)
    }

    /// Reads and judges everything; the report's text names no resident.
    func foresee() async throws -> (report: String, forecast: ImportForecast, rejects: String) {
        let path = rejectsPath
        let out = try PrivateFile(path, isNew: false)
        try out.cut(to: 0)
        try out.write(RejectsFile.header, at: 0)
        var place = Int64(RejectsFile.header.count)
        var sum = ImportForecast()
        var reasons: [String: Int] = [:]
        var progress = ImportProgress(from: reader.firstRow, of: file.bytes)
        let parts = self.parts(sealing: { $0 })
        defer { parts.stop() }
        while let part = try await parts.next() {
            let forecast = try await service.foresee(part, tag: file.tag, by: act)
            sum.add(forecast)
            for reject in forecast.rejects {
                let line = RejectsFile.line(reject)
                try out.write(line, at: place)
                place += Int64(line.count)
                reasons[reject.code, default: 0] += 1
            }
            progress.advance(rows: part.rows.count, to: part.bytes.upperBound)
        }
        progress.end()
        try list.requireUnchanged()
        if sum.counts.rejected == 0 { try out.remove() }
        return (report(sum, reasons), sum, path)
    }

    private func parts(sealing seal: @escaping @Sendable (ImportPart) throws -> ImportPart) -> ImportParts {
        ImportParts(
            reader: reader,
            kind: file.kind,
            today: CivilDate(inChinaAt: act.at),
            limit: rowLimit,
            seal: seal
        )
    }

    func keep(_ report: String) async throws -> ImportCheck { try await service.keep(report, of: id, by: act) }

    private func report(_ sum: ImportForecast, _ reasons: [String: Int]) -> String {
        var lines = [
            "xinglin-import-report/1", "种类 kind: \(file.kind.rawValue)",
            "文件 file: sm3:\(Hex.lower(file.digest)) · \(file.bytes) bytes",
            "名单 tag: \(file.tag?.text ?? "-")",
            "读法 reading: \(reader.form.rawValue), \(reader.encoding.rawValue)",
            ImportWords.counts(sum.counts),
        ]
        for (code, count) in reasons.sorted(by: { $0.key < $1.key }) { lines.append("拒绝 rejected \(code): \(count)") }
        return lines.joined(separator: "\n")
    }
}
