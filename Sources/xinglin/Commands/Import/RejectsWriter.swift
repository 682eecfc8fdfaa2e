import Foundation
import HealthCardServices

/// The rejects file of a run, kept in step with the database: what the last committed part rejected stands in the job,
/// so that a process that was killed leaves nothing out and writes nothing twice.
struct RejectsWriter {
    private let file: PrivateFile
    private static let start = Int64(RejectsFile.header.count)

    /// - Throws: `CommandFailure` where a run goes on and its rejects file is not there.
    init(_ path: String, of job: ImportJob) throws {
        file = try PrivateFile(path, isNew: false)
        guard try job.rejectsStart == 0 || file.length() >= Self.start + job.rejectsStart else {
            throw CommandFailure(
                """
                找不到此次导入已写的拒绝清单，请用 --rejects 指明 / the rejects file of this run is not there: name it with \
                --rejects: \(path)
                """
            )
        }
        try file.cut(to: job.rejectsStart == 0 ? 0 : Self.start + job.rejectsStart)
        try file.write(RejectsFile.header, at: 0)
        try add(job)
    }

    /// Writes what the job's last part rejected.
    func add(_ job: ImportJob) throws {
        guard !job.rejects.isEmpty else { return }
        try file.write(job.rejects, at: Self.start + job.rejectsStart)
        try file.sync()
    }

    /// Ends a run; a file that names nobody goes.
    func finish(_ job: ImportJob) throws {
        if job.counts.rejected == 0 { try file.remove() }
    }
}
