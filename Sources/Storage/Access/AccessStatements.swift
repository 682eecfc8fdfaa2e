/// The statements of `SQLAccessRepository`. `save` adds or replaces by code, and touches no row of another code.
enum AccessStatements {
    private static let appColumns = "app_id, name, record_number, institution_code, status, operations"
    static let findApp = SQLStatement("apps.find", "SELECT \(appColumns) FROM apps WHERE app_id = $1")
    static let allApps = SQLStatement("apps.all", "SELECT \(appColumns) FROM apps ORDER BY app_id LIMIT $1")
    static let saveApp = SQLStatement(
        "apps.save",
        """
        INSERT INTO apps (\(appColumns)) VALUES ($1, $2, $3, $4, $5, $6)
        ON CONFLICT (app_id) DO UPDATE SET name = excluded.name, record_number = excluded.record_number,
            institution_code = excluded.institution_code, status = excluded.status, operations = excluded.operations
        """
    )

    static let credentials = SQLStatement(
        "app_credentials.of",
        "SELECT secret, public_key, credential_id FROM app_credentials WHERE app_id = $1 ORDER BY position LIMIT 4"
    )
    static let removeCredentials = SQLStatement(
        "app_credentials.remove",
        "DELETE FROM app_credentials WHERE app_id = $1"
    )
    static let insertCredential = SQLStatement(
        "app_credentials.add",
        """
        INSERT INTO app_credentials (app_id, position, secret, public_key, credential_id, key_version)
        VALUES ($1, $2, $3, $4, $5, $6)
        """
    )

    private static let institutionColumns =
        "institution_code, name_zh, name_en, level, category, region_code, status, departments"
    /// Of a desk: how many columns of its terminal come first.
    static let deskTerminalCount = 5
    static let findDesk = SQLStatement(
        "terminals.desk",
        """
        SELECT t.terminal_code, t.institution_code, t.department, t.type, t.status,
            i.institution_code, i.name_zh, i.name_en, i.level, i.category, i.region_code, i.status, i.departments
        FROM terminals t JOIN institutions i ON i.institution_code = t.institution_code WHERE t.terminal_code = $1
        """
    )
    static let findInstitution = SQLStatement(
        "institutions.find",
        "SELECT \(institutionColumns) FROM institutions WHERE institution_code = $1"
    )
    static let allInstitutions = SQLStatement(
        "institutions.all",
        "SELECT \(institutionColumns) FROM institutions ORDER BY institution_code LIMIT $1"
    )
    static let pageOfInstitutions = SQLStatement(
        "institutions.page",
        """
        SELECT \(institutionColumns) FROM institutions WHERE institution_code > $1
        ORDER BY institution_code LIMIT $2
        """
    )
    static let saveInstitution = SQLStatement(
        "institutions.save",
        """
        INSERT INTO institutions (\(institutionColumns)) VALUES ($1, $2, $3, $4, $5, $6, $7, $8)
        ON CONFLICT (institution_code) DO UPDATE SET name_zh = excluded.name_zh, name_en = excluded.name_en,
            level = excluded.level, category = excluded.category, region_code = excluded.region_code,
            status = excluded.status, departments = excluded.departments
        """
    )

    private static let terminalColumns = "terminal_code, institution_code, department, type, status"
    static let findTerminal = SQLStatement(
        "terminals.find",
        "SELECT \(terminalColumns) FROM terminals WHERE terminal_code = $1"
    )
    static let allTerminals = SQLStatement(
        "terminals.all",
        "SELECT \(terminalColumns) FROM terminals ORDER BY terminal_code LIMIT $1"
    )
    static let terminalsOfInstitution = SQLStatement(
        "terminals.of institution",
        "SELECT \(terminalColumns) FROM terminals WHERE institution_code = $1 ORDER BY terminal_code LIMIT $2"
    )
    static let pageOfTerminals = SQLStatement(
        "terminals.page",
        "SELECT \(terminalColumns) FROM terminals WHERE terminal_code > $1 ORDER BY terminal_code LIMIT $2"
    )
    static let saveTerminal = SQLStatement(
        "terminals.save",
        """
        INSERT INTO terminals (\(terminalColumns)) VALUES ($1, $2, $3, $4, $5)
        ON CONFLICT (terminal_code) DO UPDATE SET institution_code = excluded.institution_code,
            department = excluded.department, type = excluded.type, status = excluded.status
        """
    )
}
