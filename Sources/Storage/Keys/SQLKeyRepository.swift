import Foundation
import HealthCardDomain
import HealthCardServices

/// Root keys, master keys and custodians.
struct SQLKeyRepository: KeyRepository {
    private static let listLimit = 10_000

    let connection: any SQLConnection
    let personal: PersonalColumns

    func revision() throws -> Int64 {
        guard let row = try connection.row(KeyStatements.revision, []) else {
            throw StorageFault.corruptRow(statement: KeyStatements.revision.name, column: 0)
        }
        return try row.integer(0)
    }

    func roots() throws -> [StoredRoot] {
        try connection.rows(KeyStatements.roots, [.integer(Self.listLimit)]).map { row in
            StoredRoot(
                root: RootKey(purpose: try row.word(0), version: try row.version(1), locator: try row.blob(4)),
                region: try row.region(2),
                place: try row.text(3),
                state: try row.word(5),
                createdAt: try row.instant(6),
                changedAt: try row.instant(7)
            )
        }
    }

    func add(_ root: StoredRoot) throws {
        try change(
            KeyStatements.addRoot,
            [
                .text(root.root.purpose.rawValue), .integer(Int64(root.root.version)), .text(root.region.text),
                .text(root.place), .blob(root.root.locator), .text(root.state.rawValue), .instant(root.createdAt),
                .instant(root.changedAt),
            ]
        )
    }

    func save(_ root: StoredRoot) throws {
        try change(
            KeyStatements.saveRoot,
            [
                .text(root.root.purpose.rawValue), .integer(Int64(root.root.version)), .text(root.state.rawValue),
                .instant(root.changedAt),
            ]
        )
    }

    func masterKeys() throws -> [StoredMasterKey] {
        try connection.rows(KeyStatements.masterKeys, [.integer(Self.listLimit)]).map { row in
            StoredMasterKey(
                key: MasterKey(
                    purpose: try row.word(0),
                    region: try row.region(1),
                    version: try row.version(2),
                    state: try row.word(3),
                    generatedAt: try row.instant(6),
                    activatedAt: try row.optionalInstant(7),
                    archivedAt: try row.optionalInstant(8),
                    destroyedAt: try row.optionalInstant(9),
                    validUntil: try row.instant(10)
                ),
                rootVersion: try row.version(4),
                wrapped: try row.blob(5)
            )
        }
    }

    func add(_ stored: StoredMasterKey) throws {
        let key = stored.key
        try change(
            KeyStatements.addMaster,
            [
                .text(key.purpose.rawValue), .text(key.region.text), .integer(Int64(key.version)),
                .text(key.state.rawValue), .integer(Int64(stored.rootVersion)), .blob(stored.wrapped),
                .instant(key.generatedAt), .optional(key.activatedAt), .optional(key.archivedAt),
                .optional(key.destroyedAt), .instant(key.validUntil),
            ]
        )
    }

    func save(_ stored: StoredMasterKey) throws {
        let key = stored.key
        try change(
            KeyStatements.saveMaster,
            [
                .text(key.purpose.rawValue), .text(key.region.text), .integer(Int64(key.version)),
                .text(key.state.rawValue), .integer(Int64(stored.rootVersion)), .blob(stored.wrapped),
                .optional(key.activatedAt), .optional(key.archivedAt), .optional(key.destroyedAt),
            ]
        )
    }

    /// Writes one key and moves the revision on.
    private func change(_ statement: SQLStatement, _ values: [SQLValue]) throws {
        let written: Int
        do {
            written = try connection.execute(statement, values)
        } catch StorageFault.ruleBroken(.unique, _) {
            // The version is there, or another key of the purpose is active.
            throw StorageConflict.keyTaken
        }
        guard written == 1 else { throw StorageConflict.versionMoved }
        _ = try connection.execute(KeyStatements.touch, [])
    }

    func custodian(_ id: OperatorID) throws -> Custodian? {
        try connection.row(KeyStatements.custodian, [.text(id.text)]).map(custodian)
    }

    func custodians() throws -> [Custodian] {
        try connection.rows(KeyStatements.custodians, [.integer(Self.listLimit)]).map(custodian)
    }

    func save(_ custodian: Custodian) throws {
        _ = try connection.execute(
            KeyStatements.saveCustodian,
            [
                .text(custodian.id.text), .blob(custodian.salt), .blob(custodian.digest),
                .instant(custodian.enrolledAt), .integer(custodian.wrongTries), .optional(custodian.lastWrongAt),
            ]
        )
    }

    func sealedCount(_ purpose: KeyPurpose, version: UInt32) throws -> Int {
        let statement =
            switch purpose {
            case .column: KeyStatements.countColumn
            case .credential: KeyStatements.countCredential
            case .code, .offlineCredential, .blindIndex, .audit, .answer:
                preconditionFailure("only column and credential keys seal stored values")
            }
        return try connection.row(statement, [.integer(Int64(version))])?.count(0) ?? 0
    }

    private func custodian(_ row: SQLRow) throws -> Custodian {
        Custodian(
            id: try row.label(0),
            salt: try row.blob(1),
            digest: try row.blob(2),
            enrolledAt: try row.instant(3),
            wrongTries: try row.count(4),
            lastWrongAt: try row.optionalInstant(5)
        )
    }
}

extension SQLValue {
    /// An instant, or null.
    fileprivate static func optional(_ instant: Date?) -> SQLValue { instant.map { .instant($0) } ?? .null }
}

extension SQLRow {
    func version(_ column: Int) throws -> UInt32 {
        guard let version = UInt32(exactly: try integer(column)) else { throw corrupt(column) }
        return version
    }

    func region(_ column: Int) throws -> RegionCode {
        guard let region = RegionCode(try text(column)) else { throw corrupt(column) }
        return region
    }
}
