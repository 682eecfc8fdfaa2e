package import HealthCardDomain

/// What one custodian presents at a ceremony.
package struct CustodianProof: Sendable {
    package let id: OperatorID
    package let credential: Sensitive<[UInt8]>

    package init(id: OperatorID, credential: Sensitive<[UInt8]>) {
        self.id = id
        self.credential = credential
    }
}
