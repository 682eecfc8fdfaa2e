/// What a resource says about one thing.
package enum Said<Value: Sendable & Equatable>: Sendable, Equatable {
    /// It withholds it: what is on file stays.
    case notMentioned
    /// It says that there is nothing: what is on file goes.
    case nothing
    case value(Value)

    /// Where nothing is said, why.
    init(absent absence: Absence?) {
        switch absence {
        case .withheld: self = .notMentioned
        case .nothing, nil: self = .nothing
        }
    }
}
