package import HealthCardDomain
package import HealthCardServices
package import Matching
import SMCrypto

extension PersonalColumns {
    /// The bytes by which a source record is found.
    func place(of id: SourceRecordID) throws -> [UInt8] {
        let text = "\(id.authority.text)\n\(id.localID.value.exposed)"
        return try keys.blindIndex().index(of: text, column: "source_records.place")
    }

    /// The sealed cells of one version of a source record, found under a place.
    func sourceRecord(_ place: [UInt8], _ version: Int) -> SealedRow {
        row("source_records", "\(Hex.lower(place))/\(version)")
    }

    /// The sealed explanation of a link.
    func link(_ record: Int64, _ number: Int) -> SealedRow { row("index_links", "\(record)/\(number)") }

    /// The sealed explanation of a merge: an index cannot be merged twice in one instant.
    func merge(_ index: Int64, _ milliseconds: Int64) -> SealedRow { row("index_merges", "\(index)/\(milliseconds)") }

    /// The sealed explanation of a review, bound to its pair and to the record that raised it.
    func review(_ lower: Int64, _ higher: Int64, _ record: Int64) -> SealedRow {
        row("index_reviews", "\(lower)/\(higher)/\(record)")
    }

    /// The blind form of block keys.
    func blocks(of blockKeys: [BlockKey]) throws -> [BlindBlock] {
        let numbers = try keys.blindIndex().numbers(
            of: blockKeys.map { [$0.kind.rawValue] + $0.bytes },
            column: "index_blocks.block"
        )
        return zip(numbers, blockKeys).map { BlindBlock(number: $0, kind: $1.kind, cap: $1.cap) }
    }

    /// The cells `matching` and `fields` of one version of a record, and the version of their key.
    func cells(
        of record: MatchRecord,
        _ fields: SourceFields,
        _ place: [UInt8],
        _ version: Int
    ) throws -> (cells: [[UInt8]], keyVersion: UInt32) {
        var row = sourceRecord(place, version)
        let cells = [try row.cell(record.encoded, "matching"), try row.cell(fields.stored, "fields")]
        return (cells, try row.version())
    }
}

extension SealedSourceRecord {
    /// Reads and seals the first version of a source record.
    ///
    /// - Throws: `KeyRefusal.serviceUnavailable`, `.notFound`.
    package init(_ fields: SourceFields, as id: SourceRecordID, keys: any ColumnKeys) throws {
        let personal = PersonalColumns(keys: keys)
        let record = MatchRecord(fields)
        let (place, blockKeys) = (try personal.place(of: id), record.blockKeys)
        let (cells, keyVersion) = try personal.cells(of: record, fields, place, 1)
        self.init(
            id: id,
            fields: fields,
            record: record,
            keys: blockKeys,
            blocks: try personal.blocks(of: blockKeys),
            place: place,
            cells: cells,
            keyVersion: keyVersion
        )
    }
}
