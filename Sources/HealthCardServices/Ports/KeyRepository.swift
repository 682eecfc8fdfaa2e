package import HealthCardDomain

/// Root keys by name, master keys wrapped, custodians, and which stored values wait for a newer key.
package protocol KeyRepository {
    /// Changes with every change of a key; asking costs one row.
    func revision() throws -> Int64

    func roots() throws -> [StoredRoot]
    /// Adds a root.
    ///
    /// - Throws: `StorageConflict.keyTaken` where the version is there, or another root of the purpose is active.
    func add(_ root: StoredRoot) throws
    /// Changes the state of a root.
    ///
    /// - Throws: `StorageConflict.keyTaken` where another root of the purpose is active, `.versionMoved` where it is not
    ///   there.
    func save(_ root: StoredRoot) throws

    func masterKeys() throws -> [StoredMasterKey]
    /// Adds a master key.
    ///
    /// - Throws: `StorageConflict.keyTaken` where another node was first with the version, or with being active.
    func add(_ stored: StoredMasterKey) throws
    /// Changes the life and the wrapping of a master key.
    ///
    /// - Throws: `StorageConflict.keyTaken` where another key is active, `.versionMoved` where it is not there.
    func save(_ stored: StoredMasterKey) throws

    func custodian(_ id: OperatorID) throws -> Custodian?
    func custodians() throws -> [Custodian]
    func save(_ custodian: Custodian) throws

    /// How many stored values are sealed under a version of the column or the credential key.
    func sealedCount(_ purpose: KeyPurpose, version: UInt32) throws -> Int

    /// Seals anew, under the current keys, up to `limit` rows whose values are under an older version.
    ///
    /// - Returns: how many rows were changed; 0 when none is left.
    func rewrap(limit: Int) throws -> Int

    /// How many rows `rewrap` would still change.
    func rewrapCount() throws -> Int
}
