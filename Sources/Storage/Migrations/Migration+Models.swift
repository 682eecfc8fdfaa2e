extension Migration {
    /// Migration 9: match models, and their runs in the shadow of the running one. The engine tells every node when a
    /// model takes over.
    ///
    /// A model is kept for as long as decisions carry its name: nothing here is ever removed. At most one runs; where none
    /// does, that of the release decides.
    static func modelStatements(_ dialect: any SQLDialect) -> [String] {
        [
            """
            CREATE TABLE index_models (
                model \(dialect.text) NOT NULL PRIMARY KEY,
                version \(dialect.integer) NOT NULL,
                state \(dialect.text) NOT NULL,
                definition \(dialect.text) NOT NULL,
                digest \(dialect.blob) NOT NULL,
                learned_from \(dialect.text),
                records \(dialect.integer),
                candidate_pairs \(dialect.integer),
                random_pairs \(dialect.integer),
                made_at \(dialect.instant) NOT NULL,
                promoted_by \(dialect.text),
                promoted_at \(dialect.instant),
                retired_at \(dialect.instant),
                CONSTRAINT index_models_learned_from FOREIGN KEY (learned_from) REFERENCES index_models (model),
                CONSTRAINT index_models_state CHECK (
                    state IN ('released', 'candidate', 'shadow', 'running', 'retired')
                ),
                CONSTRAINT index_models_released CHECK (
                    (version = 0) = (learned_from IS NULL) AND (learned_from IS NULL) = (records IS NULL)
                    AND (records IS NULL) = (candidate_pairs IS NULL) AND (records IS NULL) = (random_pairs IS NULL)
                ),
                CONSTRAINT index_models_promoted CHECK (
                    (promoted_by IS NULL) = (promoted_at IS NULL) AND (state <> 'running' OR promoted_at IS NOT NULL)
                ),
                CONSTRAINT index_models_digest CHECK (length(digest) = 32)
            ) \(dialect.keyedTable)
            """,
            "CREATE UNIQUE INDEX index_models_running ON index_models (state) WHERE state = 'running'",
            "CREATE UNIQUE INDEX index_models_version ON index_models (version) WHERE version > 0",
            "CREATE INDEX index_models_by_source ON index_models (learned_from)",
            """
            CREATE TABLE index_shadow_runs (
                run_id \(dialect.sequence),
                model \(dialect.text) NOT NULL,
                against \(dialect.text) NOT NULL,
                state \(dialect.text) NOT NULL,
                last_record \(dialect.integer) NOT NULL,
                end_record \(dialect.integer) NOT NULL,
                judged \(dialect.integer) NOT NULL,
                new_links \(dialect.integer) NOT NULL,
                lost_links \(dialect.integer) NOT NULL,
                reviews_before \(dialect.integer) NOT NULL,
                reviews_after \(dialect.integer) NOT NULL,
                new_reviews \(dialect.integer) NOT NULL,
                lost_reviews \(dialect.integer) NOT NULL,
                moved_grades \(dialect.integer) NOT NULL,
                started_at \(dialect.instant) NOT NULL,
                saved_at \(dialect.instant) NOT NULL,
                CONSTRAINT index_shadow_runs_model FOREIGN KEY (model) REFERENCES index_models (model),
                CONSTRAINT index_shadow_runs_against FOREIGN KEY (against) REFERENCES index_models (model),
                CONSTRAINT index_shadow_runs_two CHECK (model <> against),
                CONSTRAINT index_shadow_runs_state CHECK (state IN ('under-way', 'finished', 'abandoned')),
                CONSTRAINT index_shadow_runs_place CHECK (last_record BETWEEN 0 AND end_record)
            ) \(dialect.table)
            """,
            "CREATE UNIQUE INDEX index_shadow_runs_one ON index_shadow_runs (model) WHERE state = 'under-way'",
            "CREATE INDEX index_shadow_runs_of_model ON index_shadow_runs (model, run_id)",
            "CREATE INDEX index_shadow_runs_by_against ON index_shadow_runs (against)",
            """
            CREATE TABLE index_shadow_examples (
                run_id \(dialect.integer) NOT NULL,
                kind \(dialect.text) NOT NULL,
                place \(dialect.integer) NOT NULL,
                index_number \(dialect.integer) NOT NULL,
                other_index \(dialect.integer) NOT NULL,
                PRIMARY KEY (run_id, kind, place),
                CONSTRAINT index_shadow_examples_run FOREIGN KEY (run_id) REFERENCES index_shadow_runs (run_id),
                CONSTRAINT index_shadow_examples_person
                    FOREIGN KEY (index_number) REFERENCES index_persons (index_number),
                CONSTRAINT index_shadow_examples_other
                    FOREIGN KEY (other_index) REFERENCES index_persons (index_number),
                CONSTRAINT index_shadow_examples_kind CHECK (
                    kind IN ('new-link', 'lost-link', 'new-review', 'lost-review', 'moved-grade')
                )
            ) \(dialect.keyedTable)
            """,
        ] + dialect.announcing(["index_models"])
    }
}
