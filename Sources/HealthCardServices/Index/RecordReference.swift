package import HealthCardDomain

/// One version of a source record. What it says never changes.
package struct RecordReference: Sendable, Hashable {
    package let number: SourceRecordNumber
    package let version: Int

    package init(number: SourceRecordNumber, version: Int) {
        self.number = number
        self.version = version
    }
}
