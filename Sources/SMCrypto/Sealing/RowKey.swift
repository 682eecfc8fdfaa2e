/// The key of one row of one table under one ``BranchKey``: seals and opens the row's cells.
///
/// A cell is bound to its table, row and column and to the version of the branch key: moved anywhere else it does not
/// open. The text is filled up to a multiple of 16 bytes (ISO/IEC 7816-4: one byte 80, then zeros), so that the length
/// of a cell tells a name's or number's length only in steps of 16; a text of whole blocks gets one block more.
package struct RowKey: Sendable, RedactedSecret {
    private static let paddingStart: UInt8 = 0x80

    private let cipher: AuthenticatedCipher
    private let branch: BranchKey

    init(cipher: AuthenticatedCipher, branch: BranchKey) {
        self.cipher = cipher
        self.branch = branch
    }

    /// Seals the text of one cell.
    ///
    /// - Parameters:
    ///   - plaintext: at most ``AuthenticatedCipher/maximumLength`` − 16 bytes.
    ///   - column: the column's stable name.
    ///   - nonce: 16 random bytes, drawn anew for each call.
    /// - Returns: the bytes of a ``SealedColumn``.
    package func seal(_ plaintext: [UInt8], column: String, nonce: [UInt8]) -> [UInt8] {
        precondition(nonce.count == AuthenticatedCipher.nonceLength, "a nonce has 16 bytes")
        precondition(
            plaintext.count <= AuthenticatedCipher.maximumLength - SealedColumn.blockLength,
            "the text of a cell has a limit"
        )
        let associated = AssociatedData(last: column)
        let length = SealedColumn.length(forText: plaintext.count)
        return unsafe [UInt8](unsafeUninitializedCapacity: length) { output, count in
            let output = unsafe UnsafeMutableRawBufferPointer(
                rebasing: UnsafeMutableRawBufferPointer(output)[..<length]
            )
            let text = SealedColumn.textOffset
            unsafe output.copyBytes(from: branch.cellHeader)
            unsafe output[SealedColumn.headerLength...].copyBytes(from: nonce)
            unsafe output[text...].copyBytes(from: plaintext)
            unsafe output[text + plaintext.count] = Self.paddingStart
            for index in (text + plaintext.count + 1)..<(length - AuthenticatedCipher.tagLength) {
                unsafe output[index] = 0
            }
            unsafe cipher.sealInPlace(
                UnsafeMutableRawBufferPointer(rebasing: output[text...]),
                nonce: UnsafeRawBufferPointer(rebasing: output[SealedColumn.headerLength..<text]),
                associated: associated
            )
            count = length
        }
    }

    /// Opens what ``seal(_:column:nonce:)`` gave.
    ///
    /// - Throws: `CryptoRefusal.malformedCiphertext` for bytes that are no ``SealedColumn``, `.notAuthentic` for a cell
    ///   of another table, row, column or key version, or a changed one.
    package func open(_ sealed: [UInt8], column: String) throws -> [UInt8] {
        let cell = try SealedColumn(sealed)
        guard cell.keyVersion == branch.version else { throw CryptoRefusal.notAuthentic }
        let text = SealedColumn.textOffset
        return try unsafe sealed.withUnsafeBytes { bytes in
            try unsafe cipher.open(
                UnsafeRawBufferPointer(rebasing: bytes[text...]),
                nonce: UnsafeRawBufferPointer(rebasing: bytes[SealedColumn.headerLength..<text]),
                associated: AssociatedData(last: column),
                length: Self.lengthWithoutPadding
            )
        }
    }

    /// Only reached with a genuine text, so its time tells nothing that the ciphertext's length does not.
    private static func lengthWithoutPadding(_ text: UnsafeRawBufferPointer) throws(CryptoRefusal) -> Int {
        var end = text.count - 1
        while end >= 0, unsafe text[end] == 0 { end -= 1 }
        guard end >= 0, text.count - end <= SealedColumn.blockLength, unsafe text[end] == paddingStart else {
            throw .notAuthentic
        }
        return end
    }
}
