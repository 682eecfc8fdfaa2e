package import HealthCardDomain
import SMCrypto

/// Brings files into the registry, part by part (`A05`, `B15`–`B18`).
///
/// A part is one transaction: its rows, their audit entries, and how far the file has come. A row that is refused is
/// refused alone, and written down.
package struct ImportService: Sendable {
    /// How often a part is run again when somebody else registered one of its people first.
    private static let attemptLimit = 3
    /// How often one file may be run.
    private static let runLimit = 1_000

    private let storage: any Storage
    private let ambient: Ambient

    package init(storage: any Storage, ambient: Ambient) {
        self.storage = storage
        self.ambient = ambient
    }

    /// Who imports at the command line: a filed, authorised account of the card centre. A region that has filed no
    /// account yet takes the name that is stated, and the audit has it.
    ///
    /// - Throws: `AccessRefusal.callerUnknown`, `.callerNotAuthorised`, `.operationNotAllowed`.
    package func actor(_ id: OperatorID, for kind: ImportKind) async throws -> Actor {
        try await Actor.atCommandLine(id, for: kind.operation, in: storage)
    }

    /// The run of a file: the one that is under way or done, or none.
    ///
    /// - Parameter anew: begins another run where the last one is done.
    package func find(_ file: ImportFile, anew: Bool) async throws -> (id: String, job: ImportJob?) {
        try await storage.read { store in
            var (id, last): (String, ImportJob?) = (file.id(run: 1), nil)
            for run in 1...Self.runLimit {
                let next = file.id(run: run)
                guard let job = try store.imports.job(next) else {
                    return last == nil || anew ? (next, nil) : (id, last)
                }
                (id, last) = (next, job)
                guard job.finishedAt != nil else { break }
            }
            return (id, last)
        }
    }

    /// Begins a run.
    ///
    /// - Parameters:
    ///   - start: where the first row begins, in bytes.
    ///   - check: the digest of the report that the run is held to; `nil` where it is held to none.
    /// - Throws: `ImportRefusal.checkUnknown` where no dry run of this file gave such a report.
    package func begin(
        _ file: ImportFile,
        id: String,
        start: Int64,
        heldTo check: [UInt8]?,
        by act: Act
    ) async throws -> ImportJob {
        let operatorID = try Self.operatorID(of: act)
        return try await storage.write { store in
            try AccessTable.require(file.kind.operation, of: act.actor)
            var checkedBy: OperatorID?
            if let check {
                guard let found = try store.imports.check(check), found.jobID == id else {
                    throw ImportRefusal.checkUnknown
                }
                checkedBy = found.operatorID
            }
            let job = ImportJob(
                id: id,
                kind: file.kind,
                fileDigest: file.digest,
                fileBytes: file.bytes,
                tag: file.tag,
                operatorID: operatorID,
                checkedBy: checkedBy,
                nextByte: start,
                startedAt: act.at,
                savedAt: act.at
            )
            try store.imports.add(job)
            return job
        }
    }

    /// Seals a part's residents as new people. It is the dearest step of a list and needs no transaction: call it on
    /// threads beside the one that writes.
    ///
    /// - Throws: `KeyRefusal.serviceUnavailable`, `.notFound`.
    package func seal(_ part: ImportPart) throws -> ImportPart {
        try part.sealing { identity in
            try storage.seal(identity, as: PersonID(randomBytes: ambient.randomBytes(32)))
        }
    }

    /// Takes one part in, sealed or not.
    ///
    /// - Throws: `StorageConflict.jobMoved` where the run does not stand at the part's first byte: another process is at
    ///   it.
    package func take(_ part: ImportPart, into job: ImportJob, by act: Act) async throws -> ImportJob {
        let part = part.sealed.isEmpty ? try seal(part) : part
        let draws = ambient.randomBytes(64 * part.rows.count)
        var attempt = 1
        while true {
            do {
                return try await storage.write { store in
                    try AccessTable.require(job.kind.operation, of: act.actor)
                    var intake = ImportIntake(job: job, act: act, store: store, draws: draws)
                    return try intake.take(part)
                }
            } catch let conflict as StorageConflict where conflict != .jobMoved && attempt < Self.attemptLimit {
                attempt += 1
            }
        }
    }

    /// What taking a part in would do, without doing it. Repetitions inside a list are seen by the real run only.
    package func foresee(_ part: ImportPart, tag: PopulationTag?, by act: Act) async throws -> ImportForecast {
        try await storage.read { store in
            try ImportForecast(of: part, in: store)
        }
    }

    /// Keeps the report of a dry run under its digest.
    package func keep(_ report: String, of id: String, by act: Act) async throws -> ImportCheck {
        let operatorID = try Self.operatorID(of: act)
        let check = ImportCheck(
            digest: SM3.hash(Array(report.utf8)),
            jobID: id,
            operatorID: operatorID,
            report: report,
            checkedAt: act.at
        )
        try await storage.write { try $0.imports.add(check) }
        return check
    }

    /// How far a population has its cards.
    package func coverage(of tag: PopulationTag) async throws -> Coverage {
        try await storage.read { try $0.imports.coverage(of: tag) }
    }

    package func tags() async throws -> [PopulationTag] { try await storage.read { try $0.imports.tags() } }

    private static func operatorID(of act: Act) throws(AccessRefusal) -> OperatorID {
        guard case .account(let account) = act.actor else { throw .notSignedIn }
        return account.id
    }
}
