/// Some rows of a file that go into the registry in one transaction.
package struct ImportPart: Sendable {
    /// Where the part begins and where the next one does, in the file's bytes.
    package let bytes: Range<Int64>
    package let rows: [(number: Int, item: ImportItem)]
    /// Nothing follows.
    package let isLast: Bool

    package init(bytes: Range<Int64>, rows: [(number: Int, item: ImportItem)], isLast: Bool) {
        self.bytes = bytes
        self.rows = rows
        self.isLast = isLast
    }
}
