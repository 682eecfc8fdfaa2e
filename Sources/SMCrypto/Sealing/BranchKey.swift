import CLibCrypto

/// A data key of one version, from which the key of every row is derived. Many threads may use it at once.
///
/// Row keys come from HKDF-SM3 (RFC 5869): extracted once, from the secret without salt; expanded for each row with
/// the parts "xinglin.row.1", table and row, each with its length before it, to 16 bytes that encrypt and 32 that
/// authenticate.
package final class BranchKey: Sendable, RedactedSecret {
    /// Bytes of the secret.
    package static let secretLength = 32
    private static let label = AssociatedData.open([Array("xinglin.row.1".utf8)])

    /// The version that every cell sealed under this key names.
    package let version: UInt32
    /// What every cell sealed under this key begins with.
    let cellHeader: [UInt8]
    /// The same as the first part of ``AssociatedData``.
    private let header: [UInt8]
    private let states: HMACStates

    /// Takes the secret in.
    ///
    /// - Parameter version: from 1.
    /// - Throws: `CryptoRefusal.malformedKey` for another length or version 0.
    package init(secret: SecretBytes, version: UInt32) throws(CryptoRefusal) {
        guard secret.count == Self.secretLength, version > 0 else { throw .malformedKey }
        self.version = version
        cellHeader = SealedColumn.header(keyVersion: version)
        header = AssociatedData.open([cellHeader])
        let zeros = [UInt8](repeating: 0, count: SM3.digestLength)
        let extractor = unsafe zeros.withUnsafeBytes { unsafe HMACStates(key: $0) }
        states = unsafe Self.withMAC(extractor) { workspace in
            unsafe secret.withUnsafeBytes { unsafe HMACStates.feed(workspace, $0) }
        } body: { key in
            unsafe HMACStates(key: key)
        }
    }

    /// Derives the key of one row. Keep it as long as the row is at hand, not longer.
    ///
    /// - Parameters:
    ///   - table: the table's stable name.
    ///   - row: the row's identifier. Where putting an older cell back into its row must show, the row's version
    ///     belongs in here too.
    /// - Throws: `CryptoFault` if libcrypto fails.
    package func rowKey(table: String, row: [UInt8]) throws -> RowKey {
        let place = AssociatedData.open(table, row)
        let workspace = unsafe HMACStates.makeWorkspace()
        return try unsafe withUnsafeTemporaryAllocation(of: UInt8.self, capacity: 2 * SM3.digestLength) { keys in
            guard let start = keys.baseAddress else { preconditionFailure("64 bytes have an address") }
            defer { unsafe OPENSSL_cleanse(start, keys.count) }
            unsafe expand(place, into: start, using: workspace)
            let used = unsafe UnsafeRawBufferPointer(start: start, count: AuthenticatedCipher.keyLength)
            do {
                let cipher = try unsafe AuthenticatedCipher(keys: used, workspace: workspace) { state in
                    unsafe Self.feed(state, header)
                    unsafe Self.feed(state, place)
                }
                return RowKey(cipher: cipher, branch: self)
            } catch {
                unsafe EVP_MD_CTX_free(workspace)
                throw error
            }
        }
    }

    /// The first 64 bytes of HKDF's output.
    private func expand(_ place: [UInt8], into output: UnsafeMutablePointer<UInt8>, using workspace: OpaquePointer) {
        let second = unsafe output + SM3.digestLength
        unsafe states.compute(into: output, using: workspace) { workspace in
            unsafe Self.feed(workspace, Self.label)
            unsafe Self.feed(workspace, place)
            unsafe Self.feed(workspace, counter: 1)
        }
        unsafe states.compute(into: second, using: workspace) { workspace in
            unsafe HMACStates.feed(workspace, UnsafeRawBufferPointer(start: output, count: SM3.digestLength))
            unsafe Self.feed(workspace, Self.label)
            unsafe Self.feed(workspace, place)
            unsafe Self.feed(workspace, counter: 2)
        }
    }

    private static func feed(_ workspace: OpaquePointer, _ bytes: [UInt8]) {
        unsafe bytes.withUnsafeBytes { unsafe HMACStates.feed(workspace, $0) }
    }

    private static func feed(_ workspace: OpaquePointer, counter: UInt8) {
        unsafe withUnsafeBytes(of: counter) { unsafe HMACStates.feed(workspace, $0) }
    }

    private static func withMAC<Value>(
        _ states: HMACStates,
        message: (OpaquePointer) -> Void,
        body: (UnsafeRawBufferPointer) -> Value
    ) -> Value {
        let workspace = unsafe HMACStates.makeWorkspace()
        defer { unsafe EVP_MD_CTX_free(workspace) }
        return unsafe withUnsafeTemporaryAllocation(of: UInt8.self, capacity: SM3.digestLength) { mac in
            guard let start = mac.baseAddress else { preconditionFailure("32 bytes have an address") }
            defer { unsafe OPENSSL_cleanse(start, mac.count) }
            unsafe states.compute(into: start, using: workspace, message: message)
            return unsafe body(UnsafeRawBufferPointer(UnsafeBufferPointer(mac)))
        }
    }
}
