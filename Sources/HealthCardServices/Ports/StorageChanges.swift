/// What a node holds in its memory of a database that other nodes may change.
package enum HeldInMemory: Sendable, CaseIterable {
    /// Apps and their credentials (``AppDirectory``).
    case apps
    /// Keys (``KeyRing``).
    case keys
    /// The match model that decides (``RunningModel``).
    case models
}

/// Tells what other nodes changed, so that what this one holds can be dropped at once.
///
/// Nothing rests on it alone: whatever is held is read again within a second of its own accord.
package protocol StorageChanges: Sendable {
    /// What was changed by any node, as soon as its transaction is committed. Where something may have been missed, at
    /// the beginning and after a lost connection, all is named. Ends with the task that reads it.
    func changes() -> AsyncStream<HeldInMemory>
}
