/// Everything that a source record said and was linked to, the oldest first.
package struct RecordHistory: Sendable, Equatable {
    package let versions: [SourceRecordVersion]
    package let links: [Link]

    package init(versions: [SourceRecordVersion], links: [Link]) {
        self.versions = versions
        self.links = links
    }
}
