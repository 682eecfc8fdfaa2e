package import SMCrypto

/// What one custodian brings to the import of a key: the own credential, and the component that nobody else knows.
package struct CustodianComponent: Sendable {
    package let proof: CustodianProof
    package let component: SecretBytes

    package init(proof: CustodianProof, component: SecretBytes) {
        self.proof = proof
        self.component = component
    }
}
