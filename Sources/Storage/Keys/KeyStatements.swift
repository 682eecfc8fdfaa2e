/// The statements of `SQLKeyRepository`.
enum KeyStatements {
    static let revision = SQLStatement("key_revisions.read", "SELECT revision FROM key_revisions WHERE \"only\" = 1")
    static let touch = SQLStatement("key_revisions.touch", "UPDATE key_revisions SET revision = revision + 1")

    private static let rootColumns = "purpose, version, region_code, place, locator, state, created_at, changed_at"
    static let roots = SQLStatement(
        "key_roots.all",
        "SELECT \(rootColumns) FROM key_roots ORDER BY purpose, version LIMIT $1"
    )
    static let addRoot = SQLStatement(
        "key_roots.add",
        "INSERT INTO key_roots (\(rootColumns)) VALUES ($1, $2, $3, $4, $5, $6, $7, $8)"
    )
    static let saveRoot = SQLStatement(
        "key_roots.save",
        "UPDATE key_roots SET state = $3, changed_at = $4 WHERE purpose = $1 AND version = $2"
    )

    private static let masterColumns = """
        purpose, region_code, version, state, root_version, wrapped, generated_at, activated_at, archived_at,
        destroyed_at, valid_until
        """
    static let masterKeys = SQLStatement(
        "master_keys.all",
        "SELECT \(masterColumns) FROM master_keys ORDER BY purpose, region_code, version LIMIT $1"
    )
    static let addMaster = SQLStatement(
        "master_keys.add",
        "INSERT INTO master_keys (\(masterColumns)) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)"
    )
    static let saveMaster = SQLStatement(
        "master_keys.save",
        """
        UPDATE master_keys SET state = $4, root_version = $5, wrapped = $6, activated_at = $7, archived_at = $8,
            destroyed_at = $9
        WHERE purpose = $1 AND region_code = $2 AND version = $3
        """
    )

    private static let custodianColumns = "operator_id, salt, digest, enrolled_at, wrong_tries, last_wrong_at"
    static let custodian = SQLStatement(
        "custodians.find",
        "SELECT \(custodianColumns) FROM custodians WHERE operator_id = $1"
    )
    static let custodians = SQLStatement(
        "custodians.all",
        "SELECT \(custodianColumns) FROM custodians ORDER BY operator_id LIMIT $1"
    )
    static let saveCustodian = SQLStatement(
        "custodians.save",
        """
        INSERT INTO custodians (\(custodianColumns)) VALUES ($1, $2, $3, $4, $5, $6)
        ON CONFLICT (operator_id) DO UPDATE SET wrong_tries = excluded.wrong_tries,
            last_wrong_at = excluded.last_wrong_at
        """
    )

    /// How many rows of the main index are sealed under versions of which something is so.
    private static func indexCount(_ condition: String) -> String {
        ["source_records", "source_record_versions", "index_links", "index_merges", "index_reviews"].map { table in
            "(SELECT count(*) FROM \(table) WHERE key_version \(condition))"
        }.joined(separator: " + ")
    }

    static let countColumn = SQLStatement(
        "sealed.count column",
        """
        SELECT (SELECT count(*) FROM person_versions WHERE key_version = $1)
            + (SELECT count(*) FROM sessions WHERE key_version = $1)
            + (SELECT count(*) FROM consents WHERE key_version = $1)
            + (SELECT count(*) FROM patient_indexes WHERE key_version = $1)
            + \(indexCount("= $1"))
        """
    )
    static let countCredential = SQLStatement(
        "sealed.count credential",
        "SELECT count(*) FROM app_credentials WHERE key_version = $1"
    )
    static let countOld = SQLStatement(
        "sealed.count old",
        """
        SELECT (SELECT count(*) FROM person_versions WHERE key_version < $1)
            + (SELECT count(*) FROM sessions WHERE key_version < $1)
            + (SELECT count(*) FROM consents WHERE key_version < $1)
            + (SELECT count(*) FROM patient_indexes WHERE key_version < $1)
            + \(indexCount("< $1"))
            + (SELECT count(*) FROM app_credentials WHERE key_version < $2)
        """
    )

    private static let cells = "id_no, name, gender, birth_date, phone, nation, address"
    static let oldPersons = SQLStatement(
        "person_versions.old",
        """
        SELECT person_id, version, id_type, \(cells) FROM person_versions WHERE key_version < $1
        ORDER BY key_version, person_id, version LIMIT $2
        """
    )
    static let resealPerson = SQLStatement(
        "person_versions.reseal",
        """
        UPDATE person_versions SET id_no = $3, name = $4, gender = $5, birth_date = $6, phone = $7, nation = $8,
            address = $9, key_version = $10
        WHERE person_id = $1 AND version = $2
        """
    )
    static let oldSessions = SQLStatement(
        "sessions.old",
        "SELECT digest, phone FROM sessions WHERE key_version < $1 ORDER BY digest LIMIT $2"
    )
    static let resealSession = SQLStatement(
        "sessions.reseal",
        "UPDATE sessions SET phone = $2, key_version = $3 WHERE digest = $1"
    )
    static let oldConsents = SQLStatement(
        "consents.old",
        "SELECT consent_id, subject FROM consents WHERE key_version < $1 ORDER BY consent_id LIMIT $2"
    )
    static let resealConsent = SQLStatement(
        "consents.reseal",
        "UPDATE consents SET subject = $2, key_version = $3 WHERE consent_id = $1"
    )
    static let oldPatientIndexes = SQLStatement(
        "patient_indexes.old",
        """
        SELECT institution_code, patient, person_id, patient_id FROM patient_indexes WHERE key_version < $1
        ORDER BY key_version LIMIT $2
        """
    )
    static let resealPatientIndex = SQLStatement(
        "patient_indexes.reseal",
        "UPDATE patient_indexes SET patient_id = $3, key_version = $4 WHERE institution_code = $1 AND patient = $2"
    )
    static let oldCredentials = SQLStatement(
        "app_credentials.old",
        """
        SELECT app_id, credential_id, secret FROM app_credentials WHERE key_version < $1
        ORDER BY app_id, position LIMIT $2
        """
    )
    static let resealCredential = SQLStatement(
        "app_credentials.reseal",
        "UPDATE app_credentials SET secret = $3, key_version = $4 WHERE app_id = $1 AND credential_id = $2"
    )
}
