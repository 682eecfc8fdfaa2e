extension Migration {
    /// Migration 4: the rule against doubled uses begins with the time, so that the uses of one moment share its pages.
    /// An older release runs on it.
    static func useOrderStatements(_ dialect: any SQLDialect) -> [String] {
        let once = "UNIQUE (used_at, card_id, terminal_code, step)"
        let change = dialect.changed(
            "uses",
            columns: """
                use_id, card_id, person_id, institution_code, department, terminal_code, terminal_type, operator_id, \
                step, purpose, code_type, app_id, result, used_at
                """,
            definition: """
                    use_id \(dialect.text) NOT NULL PRIMARY KEY,
                    card_id \(dialect.text) NOT NULL,
                    person_id \(dialect.text) NOT NULL,
                    institution_code \(dialect.text) NOT NULL,
                    department \(dialect.text) NOT NULL,
                    terminal_code \(dialect.text) NOT NULL,
                    terminal_type \(dialect.text) NOT NULL,
                    operator_id \(dialect.text) NOT NULL,
                    step \(dialect.text) NOT NULL,
                    purpose \(dialect.text) NOT NULL,
                    code_type \(dialect.text) NOT NULL,
                    app_id \(dialect.text),
                    result \(dialect.text) NOT NULL,
                    used_at \(dialect.instant) NOT NULL,
                    CONSTRAINT uses_once \(once),
                    CONSTRAINT uses_card_of_holder
                        FOREIGN KEY (card_id, person_id) REFERENCES cards (card_id, person_id),
                    CONSTRAINT uses_institution
                        FOREIGN KEY (institution_code) REFERENCES institutions (institution_code),
                    CONSTRAINT uses_id_form CHECK (length(use_id) = 64),
                    CONSTRAINT uses_result CHECK (result IN ('accepted', 'hint', 'reported'))
                """,
            changes: ["DROP CONSTRAINT uses_once", "ADD CONSTRAINT uses_once \(once)"],
            isKeyed: true
        )
        return ["DROP INDEX uses_by_time"] + change + [
            "CREATE INDEX uses_by_time ON uses (used_at, institution_code, step)"
        ]
    }
}
