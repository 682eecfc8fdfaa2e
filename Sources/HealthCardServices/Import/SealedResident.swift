package import HealthCardDomain

/// A resident of a list as the registry keeps them where they are new: everything is computed before the transaction
/// begins, so that threads beside the one that writes can do it.
package struct SealedResident: Sendable {
    package let id: PersonID
    /// What was sealed; sealed anew where the key changed before the transaction.
    package let identity: ResidentIdentity
    /// By which the document is found: 16 bytes.
    package let place: [UInt8]
    /// Number, name, sex, date of birth, phone, ethnic group and address.
    package let cells: [[UInt8]]
    /// Of the cells' key.
    package let keyVersion: UInt32

    package init(id: PersonID, identity: ResidentIdentity, place: [UInt8], cells: [[UInt8]], keyVersion: UInt32) {
        self.id = id
        self.identity = identity
        self.place = place
        self.cells = cells
        self.keyVersion = keyVersion
    }
}
