import HealthCardDomain
import HealthCardServices

/// Console accounts.
struct SQLOperatorRepository: OperatorRepository {
    private static let listLimit = 10_000

    let connection: any SQLConnection

    private static let columns = "operator_id, name, role, institution_code, status"
    private static let find = SQLStatement("operators.find", "SELECT \(columns) FROM operators WHERE operator_id = $1")
    private static let all = SQLStatement(
        "operators.all",
        "SELECT \(columns) FROM operators ORDER BY operator_id LIMIT \(listLimit)"
    )
    private static let save = SQLStatement(
        "operators.save",
        """
        INSERT INTO operators (\(columns)) VALUES ($1, $2, $3, $4, $5)
        ON CONFLICT (operator_id) DO UPDATE SET name = excluded.name, role = excluded.role,
            institution_code = excluded.institution_code, status = excluded.status
        """
    )

    func find(_ id: OperatorID) throws -> Operator? {
        try connection.row(Self.find, [.text(id.text)]).map(account)
    }

    func all() throws -> [Operator] {
        try connection.rows(Self.all, []).map(account)
    }

    func save(_ account: Operator) throws {
        _ = try connection.execute(
            Self.save,
            [
                .text(account.id.text), .text(account.name), .text(account.role.rawValue),
                .text(account.institution?.text), .text(account.status.rawValue),
            ]
        )
    }

    private func account(_ row: SQLRow) throws -> Operator {
        Operator(
            id: try row.label(0),
            name: try row.text(1),
            role: try row.word(2),
            institution: try row.optionalLabel(3),
            status: try row.word(4)
        )
    }
}
