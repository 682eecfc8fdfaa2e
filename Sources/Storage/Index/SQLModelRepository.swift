import Foundation
import HealthCardDomain
import HealthCardServices

/// Match models.
struct SQLModelRepository: ModelRepository {
    let connection: any SQLConnection

    private static let columns = """
        model, state, definition, digest, learned_from, records, candidate_pairs, random_pairs, made_at, promoted_by,
        promoted_at, retired_at
        """
    private static let runningID = SQLStatement(
        "index_models.running",
        "SELECT model FROM index_models WHERE state = 'running'"
    )
    private static let byID = SQLStatement(
        "index_models.find",
        "SELECT \(columns) FROM index_models WHERE model = $1"
    )
    private static let list = SQLStatement(
        "index_models.all",
        "SELECT \(columns) FROM index_models ORDER BY version DESC, model DESC LIMIT 1000"
    )
    private static let highest = SQLStatement(
        "index_models.last version",
        "SELECT coalesce(max(version), 0) FROM index_models WHERE version > 0"
    )
    private static let insert = SQLStatement(
        "index_models.add",
        """
        INSERT INTO index_models (model, version, state, definition, digest, learned_from, records, candidate_pairs,
            random_pairs, made_at)
        VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10) ON CONFLICT DO NOTHING
        """
    )
    private static let move = SQLStatement(
        "index_models.move",
        "UPDATE index_models SET state = $3 WHERE model = $1 AND state = $2"
    )
    private static let promote = SQLStatement(
        "index_models.promote",
        """
        UPDATE index_models SET state = 'running', promoted_by = $3, promoted_at = $4, retired_at = NULL
        WHERE model = $1 AND state = $2 AND NOT EXISTS (SELECT 1 FROM index_models WHERE state = 'running')
        """
    )
    private static let retire = SQLStatement(
        "index_models.retire",
        "UPDATE index_models SET state = 'retired', retired_at = $3 WHERE model = $1 AND state = $2"
    )

    func running() throws -> ModelID? { try connection.row(Self.runningID, []).map { try $0.modelID(0) } }

    func find(_ id: ModelID) throws -> StoredModel? {
        try connection.row(Self.byID, [.text(id.description)]).map(Self.model)
    }

    func all() throws -> [StoredModel] { try connection.rows(Self.list, []).map(Self.model) }

    func lastVersion() throws -> Int { try connection.row(Self.highest, [])?.count(0) ?? 0 }

    func add(_ model: StoredModel) throws {
        let added = try connection.execute(
            Self.insert,
            [
                .text(model.id.description), .integer(model.id.version), .text(model.state.rawValue),
                .text(model.text), .blob(model.digest), .text(model.source?.model.description),
                Self.count(model.source?.records), Self.count(model.source?.candidatePairs),
                Self.count(model.source?.randomPairs), .instant(model.madeAt),
            ]
        )
        guard added == 1 else { throw StorageConflict.versionMoved }
    }

    func move(_ id: ModelID, from: ModelState, to: ModelState, by operatorID: OperatorID?, at instant: Date) throws {
        let head: [SQLValue] = [.text(id.description), .text(from.rawValue)]
        let moved =
            switch to {
            case .running:
                try connection.execute(Self.promote, head + [.text(operatorID?.text), .instant(instant)])
            case .retired: try connection.execute(Self.retire, head + [.instant(instant)])
            case .released, .candidate, .shadow: try connection.execute(Self.move, head + [.text(to.rawValue)])
            }
        guard moved == 1 else { throw StorageConflict.versionMoved }
    }

    private static func count(_ value: Int?) -> SQLValue { value.map { .integer($0) } ?? .null }

    private static func model(_ row: SQLRow) throws -> StoredModel {
        var source: StoredModel.Source?
        if row.value(4) != .null {
            source = StoredModel.Source(
                model: try row.modelID(4),
                records: try row.count(5),
                candidatePairs: try row.count(6),
                randomPairs: try row.count(7)
            )
        }
        return StoredModel(
            id: try row.modelID(0),
            state: try row.word(1),
            text: try row.text(2),
            digest: try row.blob(3),
            source: source,
            madeAt: try row.instant(8),
            promotedBy: try row.optionalLabel(9),
            promotedAt: try row.optionalInstant(10),
            retiredAt: try row.optionalInstant(11)
        )
    }
}

extension SQLRow {
    func modelID(_ column: Int) throws -> ModelID {
        guard let id = ModelID(try text(column)) else { throw corrupt(column) }
        return id
    }
}
