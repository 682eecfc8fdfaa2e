package import HealthCardDomain
package import Matching

/// A registration with everything that can be computed before the transaction begins, so that threads beside the one
/// that writes can do it.
package struct SealedSourceRecord: Sendable {
    package let id: SourceRecordID
    package let fields: SourceFields
    /// The fields, read.
    package let record: MatchRecord
    /// Those of the record; each is found under the block of the same position.
    package let keys: [BlockKey]
    package let blocks: [BlindBlock]
    /// By which the record is found: 16 bytes.
    package let place: [UInt8]
    /// The sealed cells `matching` and `fields` of the first version; sealed anew where the record is there already.
    package let cells: [[UInt8]]
    /// Of the cells' key.
    package let keyVersion: UInt32

    package init(
        id: SourceRecordID,
        fields: SourceFields,
        record: MatchRecord,
        keys: [BlockKey],
        blocks: [BlindBlock],
        place: [UInt8],
        cells: [[UInt8]],
        keyVersion: UInt32
    ) {
        precondition(keys.count == blocks.count, "every key has a block")
        self.id = id
        self.fields = fields
        self.record = record
        self.keys = keys
        self.blocks = blocks
        self.place = place
        self.cells = cells
        self.keyVersion = keyVersion
    }
}
