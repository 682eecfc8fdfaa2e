import HealthCardDomain

/// Some rows of a file that go into the registry in one transaction.
package struct ImportPart: Sendable {
    /// Where the part begins and where the next one does, in the file's bytes.
    package let bytes: Range<Int64>
    package let rows: [(number: Int, item: ImportItem)]
    /// Nothing follows.
    package let isLast: Bool
    /// The part's residents, sealed ahead: one place for each row, or none at all.
    private(set) var sealed: [SealedResident?] = []

    package init(bytes: Range<Int64>, rows: [(number: Int, item: ImportItem)], isLast: Bool) {
        self.bytes = bytes
        self.rows = rows
        self.isLast = isLast
    }

    /// The part with its residents sealed, each by `seal` and in the order of the rows.
    func sealing(_ seal: (ResidentIdentity) throws -> SealedResident) rethrows -> ImportPart {
        var part = self
        part.sealed = try rows.map { row in
            guard case .resident(let identity) = row.item else { return nil }
            return try seal(identity)
        }
        return part
    }
}
