import Foundation
import HealthCardDomain
import HealthCardServices
import SDFKeys
import SMCrypto
import SoftwareKeys

/// The key service of this process and the ring of keys that it opens. The only place that knows both adapters.
struct KeyChest: Sendable {
    let service: any KeyService
    let ring: KeyRing
    private let device: SDFKeyService?

    /// Opens the key service that the options name.
    ///
    /// - Parameters:
    ///   - folder: the data folder; software root keys lie in it, sealed.
    ///   - isFresh: whether nothing was stored there yet, so that a missing key file is made and not missed.
    /// - Throws: what is wrong with the file, the secret, the library or the profile, in words for the person who
    ///   started it; `StartFault.softwareKeysRefused`.
    static func open(_ options: KeyOptions, folder: URL, isFresh: Bool) async throws -> KeyChest {
        if let library = options.sdfLibrary {
            let service = try SDFKeyService(
                library: SDFLibrary(path: library),
                profile: profile(options.sdfProfile),
                password: devicePassword()
            )
            await service.start()
            return KeyChest(service, region: options.regionCode, device: service)
        }
        guard !options.production || options.acceptSoftwareKeys else { throw StartFault.softwareKeysRefused }
        let service = try await SoftwareKeyService.open(
            file: folder.appending(path: "root-keys.sealed").path,
            secret: secret(options, folder: folder, isFresh: isFresh),
            ambient: .system,
            clock: ContinuousClock(),
            ifMissing: isFresh ? .create : .refuse
        )
        return KeyChest(service, region: options.regionCode, device: nil)
    }

    private init(_ service: any KeyService, region: RegionCode, device: SDFKeyService?) {
        self.service = service
        self.device = device
        ring = KeyRing(service: service, region: region, ambient: .system)
    }

    /// The acts of key life over a storage.
    func life(over storage: any Storage, region: RegionCode) -> KeyLifeService {
        KeyLifeService(storage: storage, service: service, ambient: .system, region: region)
    }

    func close() async { await device?.close() }

    private static func profile(_ name: String) throws -> SDFProfile {
        if let shipped = SDFProfile.shipped[name] { return shipped }
        do {
            return try SDFProfile(json: Array(Data(contentsOf: URL(filePath: name))))
        } catch let error as SDFProfileError {
            throw error
        } catch {
            throw StartFault.profileUnreadable(name)
        }
    }

    private static func devicePassword() throws -> SecretBytes {
        guard let text = ProcessInfo.processInfo.environment["XINGLIN_SDF_PASSWORD"], !text.isEmpty else {
            throw StartFault.devicePasswordMissing
        }
        return SecretBytes(Array(text.utf8))
    }

    private static func secret(_ options: KeyOptions, folder: URL, isFresh: Bool) throws -> RootKeySecret {
        let environment = ProcessInfo.processInfo.environment
        if let file = options.keySecretFile { return try machineSecret(in: file) }
        if let text = environment["XINGLIN_KEY_SECRET"] { return try RootKeySecret(machineHex: text) }
        if let text = environment["XINGLIN_KEY_PASSPHRASE"] { return .passphrase(SecretBytes(Array(text.utf8))) }
        guard !options.production else { throw StartFault.keySecretMissing }
        return try sandboxSecret(beside: folder, isFresh: isFresh)
    }

    /// A sandbox has its machine secret beside the data folder, not in it: a copy of the folder opens nothing.
    private static func sandboxSecret(beside folder: URL, isFresh: Bool) throws -> RootKeySecret {
        let place = URL(filePath: folder.path + ".secret", directoryHint: .isDirectory)
        let file = place.appending(path: "machine-secret")
        if isFresh, !FileManager.default.fileExists(atPath: file.path) {
            try FileManager.default.createDirectory(
                at: place,
                withIntermediateDirectories: true,
                attributes: [.posixPermissions: 0o700]
            )
            guard
                FileManager.default.createFile(
                    atPath: file.path,
                    contents: Data(Ambient.system.randomBytes(RootKeySecret.minimumMachineLength)),
                    attributes: [.posixPermissions: 0o600]
                )
            else { throw CocoaError(.fileWriteUnknown) }
        }
        return try machineSecret(in: file.path)
    }

    private static func machineSecret(in file: String) throws -> RootKeySecret {
        do { return try RootKeySecret(machineFile: file) } catch RootKeyFileError.missing {
            throw StartFault.machineSecretMissing(file)
        }
    }
}
