import ArgumentParser
import Foundation
import HealthCardServices
import ImportFiles
import Matching
import StorageSQLite

/// `xinglin index evaluate`: takes a file of made-up registrations in, in their order, through the real index on a database
/// made for it, and writes what it joined and what it would ask a person.
struct IndexEvaluate: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "evaluate",
        abstract: "Register a file of made-up registrations in a new database, and write clusters and reviews.",
        discussion: """
            The folder of --out is made, and must not be there. It gets index.sqlite, sealed under keys that are thrown \
            away; clusters.csv (record_id,cluster_id: what was joined); review.csv (record_id_1,record_id_2,score: what a \
            person would be asked, with the match weight in bits).
            """
    )

    @Option(name: .customLong("in"), help: "records.csv, in the order of registration.")
    var input: String

    @Option(name: .customLong("out"), help: "A folder that is not there yet.")
    var output: String

    @Option(help: "Records of a transaction; 1 to 10,000. The result is the same whatever it is.")
    var batch = 500

    /// A model of this release.
    enum Profile: String, ExpressibleByArgument, CaseIterable {
        /// Registrations of a Chinese region.
        case region
        /// Names in Latin letters and one number without a check digit, such as the FEBRL files.
        case latin

        var model: MatchModel {
            switch self {
            case .region: .standard
            case .latin: .latin
            }
        }
    }

    @Option(help: "By which model of this release: \(Profile.allCases.map(\.rawValue).joined(separator: ", ")).")
    var profile = Profile.region

    @Flag(
        help: """
            Write answers.csv, too (record_id,cluster_id,grade,probability,weight): whom a query about each record names if \
            the record itself were not there.
            """
    )
    var answers = false

    func validate() throws {
        guard (1...10_000).contains(batch) else { throw ValidationError("--batch must be 1 to 10000") }
    }

    func run() async throws {
        try await CommandFailure.wording {
            let list = try ListFile(input)
            let folder = URL(filePath: output)
            do {
                try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: false)
            } catch {
                throw CommandFailure("文件夹已存在或无法创建 / the folder exists or cannot be made: \(output)")
            }
            let storage = try SQLiteStorage(
                path: folder.appending(path: "index.sqlite").path,
                keys: ThrowAwayKeys()
            )
            let evaluation = Evaluation(
                storage: storage,
                model: profile.model,
                list: list,
                folder: folder,
                batch: batch,
                answers: answers
            )
            do {
                print(try await evaluation.run())
            } catch let damage as HeadedRows.Damage {
                throw CommandFailure(damage)
            }
            try await storage.close()
        }
    }
}

extension CommandFailure {
    /// What is wrong with a file of registrations.
    init(_ damage: HeadedRows.Damage) {
        switch damage {
        case .columnMissing(let name): self.init("缺少列 / a column is missing: \(name)")
        case .row(let line, let fault):
            self.init("第 \(line) 行：\(fault.chinese) / line \(line): \(fault.english) [\(fault.rawValue)]")
        }
    }
}
