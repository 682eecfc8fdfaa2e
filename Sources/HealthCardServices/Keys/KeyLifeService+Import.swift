package import HealthCardDomain

extension KeyLifeService {
    /// Brings in a master key whose components two to five custodians carry. From here on it is a key as any that was
    /// made here: wrapped by the sealing root, `generated` until it is activated, with the life of its purpose.
    ///
    /// - Parameters:
    ///   - components: each by a custodian of its own.
    ///   - checkValue: the 8 bytes of `KeyComponents.checkValue`, which came by another way than the components.
    /// - Throws: `KeyRefusal.notImportable`, `.custodiansMissing`, `.credentialWrong`, `.componentMalformed`,
    ///   `.componentsCancel`, `.checkValueWrong`, `.notFound` where no sealing root is active, `.overtaken`; `KeyServiceError`.
    package func importKey(
        _ purpose: KeyPurpose,
        from components: [CustodianComponent],
        checkValue: [UInt8]
    ) async throws -> MasterKey {
        let proofs = components.map(\.proof)
        let leader = proofs.first?.id ?? Self.unnamed
        return try await recording(by: leader) {
            try await require(proofs, KeyComponents.counts)
            guard purpose.isImportable else { throw KeyRefusal.notImportable }
            let secret = try KeyComponents(components.map(\.component)).key(for: purpose, checkValue: checkValue)
            let root = try await activeRoot(.sealing)
            let stored = try await wrap(secret, as: purpose, version: nextVersion(of: purpose), under: root)
            try await add(stored, by: leader)
            return stored.key
        }
    }
}
