package import Foundation
package import SDFKeys
import SMCrypto
import Synchronization
import Testing

/// One software device of its own: a copy of the library, so with variables of its own, a state folder and a file of
/// faults of its own. The copy asks the environment for other names than its neighbours, so that tests in parallel do
/// not switch one another's faults.
package final class SoftDevice: Sendable {
    package static let password = Array("a password of the tests".utf8)

    /// Enough for every device that one run of the tests makes.
    private static let slotLimit = 400
    private static let next = Atomic(0)

    /// All variables of all slots, set once: changing the environment while others read it is not safe.
    private static let root: URL = {
        // In memory where there is such a folder: a device makes 21 files, each synchronised to the disk.
        let memory = URL(filePath: "/dev/shm")
        let isThere = FileManager.default.isWritableFile(atPath: memory.path)
        let base = isThere ? memory : FileManager.default.temporaryDirectory
        let root = base.appending(path: "sdf-\(UUID().uuidString)")
        do {
            try FileManager.default.createDirectory(at: root, withIntermediateDirectories: false)
        } catch {
            preconditionFailure("no folder for the devices of the tests: \(error)")
        }
        setenv("SOFTSDF_PASSWORD", String(decoding: password, as: UTF8.self), 1)
        for slot in 0..<slotLimit {
            setenv(name("SOFTSDF_FAULTS", slot), root.appending(path: "\(slot).faults").path, 1)
            setenv(name("SOFTSDF_STATE", slot), root.appending(path: "\(slot).state").path, 1)
        }
        atexit { removeAll() }
        return root
    }()

    /// A name for one more file of a test, which goes with the devices.
    package static func scratchPath(_ ending: String) -> String {
        root.appending(path: "\(UUID().uuidString).\(ending)").path
    }

    /// Leaves nothing behind when the tests end.
    private static func removeAll() {
        do {
            try FileManager.default.removeItem(at: root)
        } catch {
            print("the folder of the test devices stays: \(error)")
        }
    }

    package let model: SoftModel
    /// The path of this device's copy of the library.
    package let libraryPath: String
    /// Where this device keeps its keys.
    package let stateFolder: URL
    private let faultFile: URL

    /// Copies the library of the model.
    ///
    /// - Parameter state: another device's folder, for a second door to the same keys; otherwise a new, empty one.
    package init(_ model: SoftModel, state: SoftDevice? = nil) throws {
        let slot = Self.next.add(1, ordering: .relaxed).oldValue
        try #require(slot < Self.slotLimit, "more devices than slots")
        self.model = model
        let stateSlot = state.flatMap { Int($0.stateFolder.deletingPathExtension().lastPathComponent) } ?? slot
        stateFolder = Self.root.appending(path: "\(stateSlot).state")
        faultFile = Self.root.appending(path: "\(slot).faults")
        var library = try Data(contentsOf: URL(filePath: SoftLibraryFile.path(model.libraryName)))
        try Self.rename("SOFTSDF_FAULTS", slot, in: &library)
        try Self.rename("SOFTSDF_STATE", stateSlot, in: &library)
        let copy = Self.root.appending(path: "\(slot).so")
        try library.write(to: copy)
        libraryPath = copy.path
    }

    /// Switches faults, in the words of `docs/softsdf.md`; none with an empty text. The file changes in one step.
    package func setFaults(_ faults: String) throws {
        try Data(faults.utf8).write(to: faultFile, options: .atomic)
    }

    /// A service on this device, not started.
    package func service(
        _ settings: SDFSettings = SDFSettings(),
        password: [UInt8] = SoftDevice.password,
        profile: SDFProfile? = nil
    ) throws -> SDFKeyService {
        try SDFKeyService(
            library: SDFLibrary(path: libraryPath),
            profile: profile ?? model.profile,
            password: SecretBytes(password),
            settings: settings
        )
    }

    /// The variable's name for a slot, as long as the name it takes the place of.
    private static func name(_ variable: String, _ slot: Int) -> String {
        let digits = String(slot)
        return variable.prefix(variable.count - 3) + String(repeating: "0", count: 3 - digits.count) + digits
    }

    private static func rename(_ variable: String, _ slot: Int, in library: inout Data) throws {
        let old = Data("\(variable)\0".utf8)
        let place = try #require(library.range(of: old), "\(variable) is not in the library")
        try #require(library[place.upperBound...].range(of: old) == nil, "\(variable) is there twice")
        library.replaceSubrange(place, with: Data("\(name(variable, slot))\0".utf8))
    }
}
