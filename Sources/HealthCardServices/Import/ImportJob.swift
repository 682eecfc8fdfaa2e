package import Foundation
package import HealthCardDomain

/// How far one file has come into the registry. Written in the transaction of the rows it counts, so that a process
/// that was killed goes on exactly where it stopped.
package struct ImportJob: Sendable, Equatable {
    /// What one part of a file did, or all of it.
    package struct Counts: Sendable, Equatable {
        package var added = 0
        package var unchanged = 0
        package var changed = 0
        /// The list names a person a second time.
        package var repeated = 0
        package var rejected = 0

        package init() {}

        package var rows: Int { added + unchanged + changed + repeated + rejected }
    }

    /// SM3 over kind, file, settings and run, in upper-case hexadecimal.
    package let id: String
    package let kind: ImportKind
    package let fileDigest: [UInt8]
    package let fileBytes: Int64
    package let tag: PopulationTag?
    package let operatorID: OperatorID
    /// Who checked the list by a dry run, where the run was held to one (`B17`).
    package let checkedBy: OperatorID?
    /// Where in the file the next row begins.
    package var nextByte: Int64
    package var counts: Counts
    /// The length of the rejects file before the last part.
    package var rejectsStart: Int64
    /// The lines that the last part added to the rejects file.
    package var rejects: [UInt8]
    package let startedAt: Date
    package var savedAt: Date
    package var finishedAt: Date?

    package init(
        id: String,
        kind: ImportKind,
        fileDigest: [UInt8],
        fileBytes: Int64,
        tag: PopulationTag?,
        operatorID: OperatorID,
        checkedBy: OperatorID?,
        nextByte: Int64,
        counts: Counts = Counts(),
        rejectsStart: Int64 = 0,
        rejects: [UInt8] = [],
        startedAt: Date,
        savedAt: Date,
        finishedAt: Date? = nil
    ) {
        self.id = id
        self.kind = kind
        self.fileDigest = fileDigest
        self.fileBytes = fileBytes
        self.tag = tag
        self.operatorID = operatorID
        self.checkedBy = checkedBy
        self.nextByte = nextByte
        self.counts = counts
        self.rejectsStart = rejectsStart
        self.rejects = rejects
        self.startedAt = startedAt
        self.savedAt = savedAt
        self.finishedAt = finishedAt
    }
}
