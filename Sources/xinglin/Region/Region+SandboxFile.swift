import Foundation
import HealthCardDomain
import HealthCardServices
import SMCrypto

extension Region {
    /// Writes `sandbox.json`, what an integrator needs to try everything: readable by the owner only.
    ///
    /// At the first start the apps' SM2 keys are drawn; later starts keep what the file holds and renew the address, the
    /// platform's answer keys and the sign-in links.
    func writeSandboxFile(to file: URL, base: String, links: [SignInLink]) async throws {
        var sandbox: SandboxFile
        if FileManager.default.fileExists(atPath: file.path) {
            sandbox = try JSONDecoder().decode(SandboxFile.self, from: Data(contentsOf: file))
        } else {
            sandbox = try await newSandbox()
        }
        sandbox.baseURL = base
        let answerKeys = services.answerKeys.published().map { ($0.id, Hex.lower($0.key.publicKey.uncompressed)) }
        for index in sandbox.apps.indices {
            sandbox.apps[index].answerKeys = Dictionary(uniqueKeysWithValues: answerKeys)
        }
        sandbox.operators = links.map { link in
            SandboxFile.Account(
                id: link.id.text,
                name: link.name,
                role: link.role.rawValue,
                institution: link.institution?.text,
                signInURL: link.url
            )
        }
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.prettyPrinted, .sortedKeys, .withoutEscapingSlashes]
        let bytes = try encoder.encode(sandbox)
        let fresh = file.deletingLastPathComponent().appending(path: "sandbox.json.new")
        guard
            FileManager.default.createFile(
                atPath: fresh.path,
                contents: bytes,
                attributes: [.posixPermissions: 0o600]
            )
        else { throw CocoaError(.fileWriteUnknown) }
        // One rename: a reader sees the old file or the new one, whole.
        guard rename(fresh.path, file.path) == 0 else { throw CocoaError(.fileWriteUnknown) }
    }

    private func newSandbox() async throws -> SandboxFile {
        var apps: [SandboxFile.App] = []
        for plan in RegionPlan.apps {
            let key = try SM2PrivateKey.generate()
            apps.append(try await register(key, for: plan))
        }
        let residents = try await seededResidents()
        return SandboxFile(
            baseURL: "",
            apps: apps,
            institutions: RegionPlan.institutions.map(SandboxFile.Hospital.init),
            terminals: RegionPlan.terminals.map(SandboxFile.Reader.init),
            residents: residents.map(SandboxFile.Resident.init),
            operators: []
        )
    }

    /// The seeded residents as the database has them: the same people are drawn again and looked up by number.
    private func seededResidents() async throws -> [SeededResident] {
        let now = services.ambient.now()
        var people = MadeUpPeople(seed: Self.seed, today: CivilDate(inChinaAt: now))
        let documents = try (0..<Self.residentCount).map { _ in try people.next().document }
        return try await services.storage.read { store in
            try documents.compactMap { document in
                guard let person = try store.persons.find(document: document),
                    let card = try store.cards.find(of: person.id)
                else { return nil }
                return SeededResident(person: person, card: card, apps: [], at: now)
            }
        }
    }

    private func register(_ key: SM2PrivateKey, for plan: RegionPlan.AppPlan) async throws -> SandboxFile.App {
        let publicKey = key.publicKey
        let secret: Sensitive<String> = try await services.storage.write { store in
            guard let app = try store.access.app(plan.id),
                case .secret(let secret)? = try store.access.credentials(of: plan.id).first(where: {
                    if case .secret = $0 { true } else { false }
                })
            else { throw CocoaError(.fileReadCorruptFile) }
            try store.access.save(app, credentials: [.secret(secret), .publicKey(publicKey)])
            return secret
        }
        return SandboxFile.App(
            appID: plan.id.text,
            appSecret: secret.exposed,
            recordNumber: plan.recordNumber.text,
            name: plan.name,
            privateKey: Hex.lower(key.rawRepresentation),
            publicKey: Hex.lower(publicKey.uncompressed),
            institution: plan.institution?.text,
            operations: plan.operations.map(\.rawValue).sorted()
        )
    }
}
