import Storage

/// The fields of an error answer that hold no row's value.
struct PostgresErrorAnswer: Equatable {
    /// Five characters; empty where no answer came at all.
    let state: String
    var constraint = ""
    var table = ""
    var column = ""

    /// The constraint's name; for a null that must not be, which has none, `table.column`.
    func name(of rule: StorageFault.Rule) -> String {
        switch rule {
        case .notNull, .type: column.isEmpty ? constraint : "\(table).\(column)"
        case .unique, .check, .foreignKey, .trigger: constraint
        }
    }
}
