/// What is asked of the components of one key; none of it leaves memory that is overwritten.
extension SecretBytes {
    /// The exclusive-or of one or more secrets of one length.
    package static func exclusiveOr(_ parts: [SecretBytes]) -> SecretBytes {
        guard let length = parts.first?.count else { preconditionFailure("there is a secret to begin with") }
        precondition(parts.allSatisfy { $0.count == length }, "secrets of one length are combined")
        return unsafe SecretBytes(count: length) { result in
            for part in parts {
                unsafe part.withUnsafeBytes { bytes in
                    for index in bytes.indices { unsafe result[index] ^= bytes[index] }
                }
            }
        }
    }

    /// Whether every byte is zero; the time taken says nothing of the bytes.
    package var isZero: Bool {
        unsafe withUnsafeBytes { bytes in
            var all: UInt8 = 0
            for index in bytes.indices { all |= unsafe bytes[index] }
            return all == 0
        }
    }
}
