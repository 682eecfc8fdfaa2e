import Foundation
import HealthCardDomain
import HealthCardServices
import Matching

/// Source records: found by a blind index, kept sealed.
struct SQLSourceRecordRepository: SourceRecordRepository {
    let connection: any SQLConnection
    let personal: PersonalColumns

    private static let head = """
        record_number, authority, place, version, withdrawn_at, merged_into, provisional, provisional_since
        """
    private static let atPlace = SQLStatement(
        "source_records.at place",
        "SELECT \(head) FROM source_records WHERE place = $1 AND replaced_at IS NULL"
    )
    private static let byNumber = SQLStatement(
        "source_records.find",
        "SELECT \(head) FROM source_records WHERE record_number = $1"
    )
    private static let insert = SQLStatement(
        "source_records.add",
        """
        INSERT INTO source_records (authority, place, version, matching, fields, key_version, registered_at,
            provisional, provisional_since)
        VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)
        ON CONFLICT (place) WHERE replaced_at IS NULL DO NOTHING RETURNING record_number
        """
    )
    private static let replace = SQLStatement(
        "source_records.replace",
        "UPDATE source_records SET replaced_at = $3 WHERE record_number = $1 AND version = $2 AND replaced_at IS NULL"
    )
    private static let keep = SQLStatement(
        "source_record_versions.add",
        """
        INSERT INTO source_record_versions (record_number, version, matching, fields, key_version, registered_at)
        SELECT record_number, version, matching, fields, key_version, registered_at
        FROM source_records WHERE record_number = $1 AND version = $2
        """
    )
    private static let revise = SQLStatement(
        "source_records.revise",
        """
        UPDATE source_records SET version = $3, matching = $4, fields = $5, key_version = $6, registered_at = $7,
            provisional = $8, provisional_since = $9
        WHERE record_number = $1 AND version = $2 AND replaced_at IS NULL
        """
    )
    private static let restate = SQLStatement(
        "source_records.restate",
        """
        UPDATE source_records SET matching = $3, fields = $4, key_version = $5, provisional = $6, provisional_since = $7
        WHERE record_number = $1 AND version = $2
        """
    )
    private static let restateEarlier = SQLStatement(
        "source_record_versions.restate",
        """
        UPDATE source_record_versions SET matching = $3, fields = $4, key_version = $5
        WHERE record_number = $1 AND version = $2
        """
    )
    private static let withdraw = SQLStatement(
        "source_records.withdraw",
        """
        UPDATE source_records SET withdrawn_at = $3
        WHERE record_number = $1 AND version = $2 AND replaced_at IS NULL AND withdrawn_at IS NULL
        """
    )
    private static let bringBack = SQLStatement(
        "source_records.bring back",
        """
        UPDATE source_records SET withdrawn_at = NULL
        WHERE record_number = $1 AND version = $2 AND replaced_at IS NULL AND withdrawn_at IS NOT NULL
        """
    )
    private static let merge = SQLStatement(
        "source_records.merge",
        "UPDATE source_records SET merged_into = $2 WHERE record_number = $1 AND merged_into IS NULL"
    )
    private static let unmerge = SQLStatement(
        "source_records.unmerge",
        "UPDATE source_records SET merged_into = NULL WHERE record_number = $1"
    )
    private static let earlier = SQLStatement(
        "source_record_versions.matching",
        """
        SELECT v.record_number, r.place, v.version, v.matching
        FROM source_record_versions v JOIN source_records r ON r.record_number = v.record_number
        WHERE v.record_number = $1 AND v.version >= $2 ORDER BY v.version LIMIT 1000
        """
    )
    private static let matching = NumberList("source_records.matching") { places in
        "SELECT record_number, place, version, matching FROM source_records WHERE record_number IN (\(places))"
    }
    private static let newest = SQLStatement(
        "source_records.newest",
        """
        SELECT record_number, place, version, fields, registered_at, merged_into FROM source_records
        WHERE record_number IN (\(NumberList.places)) ORDER BY record_number
        """
    )
    private static let versions = SQLStatement(
        "source_record_versions.of record",
        """
        SELECT r.record_number, r.place, v.version, v.fields, v.registered_at, r.merged_into
        FROM source_record_versions v JOIN source_records r ON r.record_number = v.record_number
        WHERE v.record_number = $1 ORDER BY v.version LIMIT 1000
        """
    )

    func find(at place: [UInt8]) throws -> StoredSourceRecord? {
        try connection.row(Self.atPlace, [.blob(place)]).map(Self.stored)
    }

    func find(_ id: SourceRecordID) throws -> StoredSourceRecord? { try find(at: try personal.place(of: id)) }

    func find(_ number: SourceRecordNumber) throws -> StoredSourceRecord? {
        try connection.row(Self.byNumber, [.integer(number)]).map(Self.stored)
    }

    func add(
        _ record: SealedSourceRecord,
        replacing former: StoredSourceRecord?,
        at instant: Date
    ) throws -> RecordReference {
        if let former {
            let values: [SQLValue] = [.integer(former.number), .integer(former.version), .instant(instant)]
            guard try connection.execute(Self.replace, values) == 1 else { throw StorageConflict.versionMoved }
        }
        let version = (former?.version ?? 0) + 1
        let head: [SQLValue] = [.text(record.id.authority.text), .blob(record.place), .integer(version)]
        let added = try connection.row(
            Self.insert,
            head + cells(of: record, version: version) + [.instant(instant)]
                + Self.provisional(record.record, after: nil, at: instant)
        )
        guard let added else { throw StorageConflict.recordTaken }
        return RecordReference(number: try added.recordNumber(0), version: version)
    }

    func revise(
        _ known: StoredSourceRecord,
        to record: SealedSourceRecord,
        at instant: Date
    ) throws -> RecordReference {
        let key: [SQLValue] = [.integer(known.number), .integer(known.version)]
        guard try connection.execute(Self.keep, key) == 1 else { throw StorageConflict.versionMoved }
        let next = known.version + 1
        let values =
            try [.integer(next)] + cells(of: record, version: next) + [.instant(instant)]
            + Self.provisional(record.record, after: known.provisional, at: instant)
        guard try connection.execute(Self.revise, key + values) == 1 else { throw StorageConflict.versionMoved }
        return RecordReference(number: known.number, version: next)
    }

    func withdraw(_ known: StoredSourceRecord, at instant: Date) throws {
        let values: [SQLValue] = [.integer(known.number), .integer(known.version), .instant(instant)]
        guard try connection.execute(Self.withdraw, values) == 1 else { throw StorageConflict.versionMoved }
    }

    func bringBack(_ known: StoredSourceRecord) throws {
        let values: [SQLValue] = [.integer(known.number), .integer(known.version)]
        guard try connection.execute(Self.bringBack, values) == 1 else { throw StorageConflict.versionMoved }
    }

    func merge(_ prior: SourceRecordNumber, into surviving: SourceRecordNumber) throws {
        let values: [SQLValue] = [.integer(prior), .integer(surviving)]
        guard try connection.execute(Self.merge, values) == 1 else { throw StorageConflict.versionMoved }
    }

    func unmerge(_ prior: SourceRecordNumber) throws {
        _ = try connection.execute(Self.unmerge, [.integer(prior)])
    }

    func restate(_ version: SourceRecordVersion, as record: MatchRecord) throws {
        guard let known = try find(version.number) else { throw StorageConflict.versionMoved }
        let (cells, keyVersion) = try personal.cells(of: record, version.fields, known.place, version.version)
        let key: [SQLValue] = [.integer(known.number), .integer(version.version)]
        let values = key + cells.map { .blob($0) } + [.integer(Int64(keyVersion))]
        guard version.version == known.version else {
            guard try connection.execute(Self.restateEarlier, values) == 1 else { throw StorageConflict.versionMoved }
            return
        }
        let provisional = Self.provisional(record, after: known.provisional, at: version.registeredAt)
        guard try connection.execute(Self.restate, values + provisional) == 1 else {
            throw StorageConflict.versionMoved
        }
    }

    func seal(_ fields: SourceFields, as id: SourceRecordID) throws -> SealedSourceRecord {
        try SealedSourceRecord(fields, as: id, keys: personal.keys)
    }

    func matching(of records: [RecordReference]) throws -> [(record: RecordReference, encoded: [UInt8])] {
        var wanted: [SourceRecordNumber: [Int]] = [:]
        for record in records { wanted[record.number, default: []].append(record.version) }
        var found: [(record: RecordReference, encoded: [UInt8])] = []
        for (list, chunk) in Self.matching.chunks(wanted.keys.map(\.value)) {
            for row in try connection.rows(list, chunk) {
                let (number, newest) = (try row.recordNumber(0), try row.count(2))
                guard let versions = wanted[number] else { continue }
                if versions.contains(newest) { found.append(try statement(row)) }
                guard let first = versions.min(), first < newest else { continue }
                for row in try connection.rows(Self.earlier, [.integer(number), .integer(first)])
                where versions.contains(try row.count(2)) {
                    found.append(try statement(row))
                }
            }
        }
        return found
    }

    private func statement(_ row: SQLRow) throws -> (record: RecordReference, encoded: [UInt8]) {
        let version = try row.count(2)
        var cells = personal.sourceRecord(try row.blob(1), version)
        return (
            RecordReference(number: try row.recordNumber(0), version: version),
            try cells.openedBytes(row, 3, "matching")
        )
    }

    func newest(of numbers: [SourceRecordNumber]) throws -> [SourceRecordVersion] {
        try NumberList.chunks(numbers.map(\.value)).flatMap { chunk in
            try connection.rows(Self.newest, chunk).map(version)
        }
    }

    func versions(of number: SourceRecordNumber) throws -> [SourceRecordVersion] {
        try connection.rows(Self.versions, [.integer(number)]).map(version) + newest(of: [number])
    }

    /// `matching, fields, key_version`; those that came with the record, if they are of this version and of today's key.
    private func cells(of record: SealedSourceRecord, version: Int) throws -> [SQLValue] {
        if version == 1, try personal.currentVersion() == .integer(Int64(record.keyVersion)) {
            return record.cells.map { .blob($0) } + [.integer(Int64(record.keyVersion))]
        }
        let (cells, keyVersion) = try personal.cells(of: record.record, record.fields, record.place, version)
        return cells.map { .blob($0) } + [.integer(Int64(keyVersion))]
    }

    private func version(_ row: SQLRow) throws -> SourceRecordVersion {
        let version = try row.count(2)
        var cells = personal.sourceRecord(try row.blob(1), version)
        guard let fields = SourceFields(stored: try cells.openedBytes(row, 3, "fields")) else { throw row.corrupt(3) }
        return SourceRecordVersion(
            number: try row.recordNumber(0),
            version: version,
            fields: fields,
            registeredAt: try row.instant(4),
            mergedInto: try row.optionalRecordNumber(5)
        )
    }

    /// What a record is to be converted from, and since when; both null where it says who the person is. It waits since it
    /// became what it is, whatever else was changed.
    private static func provisional(
        _ record: MatchRecord,
        after former: StoredSourceRecord.Provisional?,
        at instant: Date
    ) -> [SQLValue] {
        let kind = PersonKind(of: record)
        guard kind.isProvisional else { return [.null, .null] }
        return [.text(kind.rawValue), .instant(former?.kind == kind ? former?.since ?? instant : instant)]
    }

    private static func stored(_ row: SQLRow) throws -> StoredSourceRecord {
        let kind = try row.optionalWord(6, as: PersonKind.self)
        return StoredSourceRecord(
            number: try row.recordNumber(0),
            authority: try row.label(1),
            place: try row.blob(2),
            version: try row.count(3),
            isWithdrawn: row.value(4) != .null,
            mergedInto: try row.optionalRecordNumber(5),
            provisional: try kind.map { StoredSourceRecord.Provisional(kind: $0, since: try row.instant(7)) }
        )
    }
}
