package import HealthCardDomain

/// Keeps residents' consents and has them signed (`D11`).
///
/// A consent is written in the transaction of the sign-in that proves it. It is signed afterwards, so that no
/// transaction waits for the key service and none is lost while a device is gone.
package struct ConsentService: Sendable {
    /// How many consents are signed at a time.
    package static let batch = 64

    private let storage: any Storage
    private let service: any KeyService
    private let ambient: Ambient

    package init(storage: any Storage, service: any KeyService, ambient: Ambient) {
        self.storage = storage
        self.service = service
        self.ambient = ambient
    }

    /// The consents of whoever is signed in, newest first; nobody else has any.
    package func consents(by act: Act) async throws -> [Consent] {
        guard case .resident(let phone, _) = act.actor else { return [] }
        return try await storage.read { try $0.consents.consents(of: phone) }
    }

    /// Signs the oldest consents that wait.
    ///
    /// - Returns: how many were signed.
    /// - Throws: `KeyServiceError`; what was signed before stays signed.
    package func signWaiting() async throws -> Int {
        let waiting = try await storage.read { try $0.consents.unsigned(limit: Self.batch) }
        guard !waiting.isEmpty else { return 0 }
        let active = try await storage.read { store in
            try store.keys.roots().first { $0.root.purpose == .signing && $0.state == .active }
        }
        guard let root = active?.root else { throw KeyRefusal.notFound }
        let publicKey = try await service.publicKey(of: root)
        for consent in waiting {
            let now = ambient.now()
            let statement = consent.statement(signedAt: now, rootVersion: root.version, publicKey: publicKey)
            let signature = ConsentSignature(
                rootVersion: root.version,
                publicKey: publicKey,
                signedAt: now,
                signature: try await service.sign(statement, with: root)
            )
            try await storage.write { try $0.consents.save(signature, of: consent.id) }
        }
        return waiting.count
    }

    /// The newest consents, without a resident's asking: for the operator of the machine.
    package func newest(limit: Int) async throws -> [Consent] {
        try await storage.read { try $0.consents.newest(limit: limit) }
    }

    /// A consent with the text it is about; `nil` where there is none of that number.
    package func evidence(of id: ConsentID) async throws -> (consent: Consent, text: String)? {
        try await storage.read { store in
            guard let consent = try store.consents.find(id),
                let text = try store.consents.text(ofTerms: consent.termsDigest)
            else { return nil }
            return (consent, text)
        }
    }
}
