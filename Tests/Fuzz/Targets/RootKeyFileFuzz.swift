import SMCrypto
import SoftwareKeys

/// The file of root keys. It ends in a hash of itself, which chance never hits: each input is also read with the right
/// hash behind it.
enum RootKeyFileFuzz: FuzzTarget {
    static func seeds() -> [[UInt8]] {
        let magic = Array("XLRTKEYS".utf8)
        let salt = [UInt8](repeating: 1, count: 16)
        let checkAndNonce = [UInt8](repeating: 2, count: 32)
        let body: [UInt8] = [0, 0, 0, 24] + [UInt8](repeating: 3, count: 24)
        let passphrase = magic + [0, 1, 1] + salt + [0, 6, 0x1A, 0x80] + checkAndNonce + body
        let machine = magic + [0, 1, 2] + salt + [0, 0, 0, 0] + checkAndNonce + body
        return [passphrase, machine, machine + SM3.hash(machine), magic + [0, 2]]
    }

    static func feed(_ bytes: [UInt8]) {
        let isAsItStands = accepts(bytes)
        let isWithItsHash = accepts(bytes + SM3.hash(bytes))
        precondition(!(isAsItStands && isWithItsHash), "bytes after the end are accepted")
    }

    private static func accepts(_ bytes: [UInt8]) -> Bool {
        do {
            let file = try RootKeyFile(parsing: bytes)
            precondition(file.bytes == bytes, "two encodings of one file are accepted")
            if case .passphrase(let iterations) = file.derivation {
                precondition(RootKeyFile.iterations.contains(iterations), "a file asks for too few or too many rounds")
            }
            return true
        } catch .notAKeyFile, .newerVersion, .truncated, .changed {
            return false
        } catch {
            preconditionFailure("parsing ends in something else than a verdict: \(error)")
        }
    }
}
