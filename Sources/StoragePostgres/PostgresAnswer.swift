import Storage

/// The answer of one statement in a pipeline.
struct PostgresAnswer {
    let rows: [SQLRow]
    let writtenRows: Int
}
