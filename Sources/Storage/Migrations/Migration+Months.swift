extension Migration {
    /// Migration 5: uses and audit entries lie in months, so that whole months can be dropped. Their rows stay where they
    /// are: what was written before becomes the first partition. One-time marks stay one table each, since their rules
    /// must hold over all time (docs/scale.md). An older release runs on it.
    static func monthStatements(_ dialect: any SQLDialect) -> [String] {
        dialect.inMonths(uses(dialect)) + dialect.inMonths(auditEntries(dialect))
            + dialect.shortLived(["nonces", "used_codes"])
    }

    private static func uses(_ dialect: any SQLDialect) -> MonthlyTable {
        MonthlyTable(
            name: "uses",
            time: "used_at",
            key: "use_id",
            definition: """
                    use_id \(dialect.text) NOT NULL,
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
                    CONSTRAINT uses_once UNIQUE (used_at, card_id, terminal_code, step),
                    CONSTRAINT uses_card_of_holder
                        FOREIGN KEY (card_id, person_id) REFERENCES cards (card_id, person_id),
                    CONSTRAINT uses_institution
                        FOREIGN KEY (institution_code) REFERENCES institutions (institution_code),
                    CONSTRAINT uses_id_form CHECK (length(use_id) = 64),
                    CONSTRAINT uses_result CHECK (result IN ('accepted', 'hint', 'reported'))
                """,
            unique: ["uses_once"],
            indexes: [("uses_by_time", "(used_at, institution_code, step)")],
            references: [],
            isAppendOnly: false
        )
    }

    private static func auditEntries(_ dialect: any SQLDialect) -> MonthlyTable {
        MonthlyTable(
            name: "audit_entries",
            time: "at",
            key: "sequence",
            definition: """
                    sequence \(dialect.counter),
                    at \(dialect.instant) NOT NULL,
                    operation \(dialect.text) NOT NULL,
                    outcome \(dialect.text) NOT NULL,
                    role \(dialect.text) NOT NULL,
                    actor \(dialect.text),
                    institution_code \(dialect.text),
                    department \(dialect.text),
                    terminal_code \(dialect.text),
                    operator_id \(dialect.text),
                    step \(dialect.text),
                    purpose \(dialect.text),
                    person_id \(dialect.text),
                    card_id \(dialect.text),
                    shown \(dialect.text) NOT NULL,
                    request_id \(dialect.text) NOT NULL,
                    CONSTRAINT audit_entries_outcome CHECK (length(outcome) > 0)
                """,
            unique: [],
            indexes: [
                ("audit_entries_looks", "(person_id, sequence) WHERE shown <> '' AND role <> 'resident'"),
                ("audit_entries_refused_scans", "(at, outcome) WHERE operation = 'code.scan' AND outcome <> 'ok'"),
            ],
            references: [("look_disputes", "look_disputes_entry")],
            isAppendOnly: true
        )
    }
}
