/// What a storage tells about its own work, for metrics.
package protocol StorageStatistics: Sendable {
    /// The figures now. Whatever cannot be had is left out; never throws, and never waits behind transactions.
    func figures() async -> StorageFigures
}
