import HealthCardDomain
import HealthCardServices

/// Recorded uses. One insert touches three trees: the row, the rule against doubles, and the order of time.
struct SQLUseRepository: UseRepository {
    let connection: any SQLConnection

    private static let columns = """
        use_id, card_id, person_id, institution_code, department, terminal_code, terminal_type, operator_id, step,
        purpose, code_type, app_id, result, used_at
        """
    private static let insert = SQLStatement(
        "uses.add",
        """
        INSERT INTO uses (\(columns)) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14)
        ON CONFLICT (card_id, terminal_code, step, used_at) DO NOTHING
        """,
        sharing: .adds
    )
    private static let find = SQLStatement("uses.find", "SELECT \(columns) FROM uses WHERE use_id = $1")

    func add(_ use: Use) throws -> Bool {
        let added = try connection.execute(
            Self.insert,
            [
                .text(use.id.text), .text(use.cardID.text), .text(use.personID.text), .text(use.institution.text),
                .text(use.department.code), .text(use.terminal.text), .text(use.terminalType.rawValue),
                .text(use.operatorID.text), .text(use.step.rawValue), .text(use.purpose),
                .text(use.codeType.rawValue), .text(use.app?.text), .text(use.result.rawValue), .instant(use.usedAt),
            ]
        )
        return added == 1
    }

    func find(_ id: UseID) throws -> Use? {
        try connection.row(Self.find, [.text(id.text)]).map { row in
            Use(
                id: try row.identifier(0),
                cardID: try row.identifier(1),
                personID: try row.identifier(2),
                institution: try row.label(3),
                department: try row.department(4),
                terminal: try row.label(5),
                terminalType: try row.word(6),
                operatorID: try row.label(7),
                step: try row.word(8),
                purpose: try row.text(9),
                codeType: try row.word(10),
                app: try row.optionalLabel(11),
                result: try row.word(12),
                usedAt: try row.instant(13)
            )
        }
    }
}
