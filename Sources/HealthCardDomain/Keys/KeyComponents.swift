package import SMCrypto

/// The components (密钥分量) of a master key that is brought in from outside: each is a secret of its own custodian, and
/// their exclusive-or is the key. Any of them missing, the others say nothing of it.
package struct KeyComponents: Sendable {
    /// Bytes of a component, and of the key.
    package static let length = 32
    /// How many components a key may have.
    package static let counts = 2...5
    /// Bytes of a check value.
    package static let checkValueLength = 8

    private let parts: [SecretBytes]

    /// Takes the components as the custodians brought them.
    ///
    /// - Throws: `.custodiansMissing` for fewer or more than `counts`, `.componentMalformed` for another length,
    ///   `.componentsCancel` where any selection of them is zero together: one that is zero, two that are equal, all that
    ///   make zero. The other components alone would make the key, or the key would be zero.
    package init(_ parts: [SecretBytes]) throws(KeyRefusal) {
        guard Self.counts.contains(parts.count) else { throw .custodiansMissing }
        guard parts.allSatisfy({ $0.count == Self.length }) else { throw .componentMalformed }
        for selection in 1..<(1 << parts.count) {
            let selected = parts.indices.filter { selection & (1 << $0) != 0 }.map { parts[$0] }
            guard !SecretBytes.exclusiveOr(selected).isZero else { throw .componentsCancel }
        }
        self.parts = parts
    }

    /// The key that the components make.
    ///
    /// - Throws: `.checkValueWrong` where it is not the key of that purpose which the check value is of.
    package func key(for purpose: KeyPurpose, checkValue: [UInt8]) throws(KeyRefusal) -> SecretBytes {
        let key = SecretBytes.exclusiveOr(parts)
        guard ConstantTime.areEqual(Self.checkValue(of: key, for: purpose), checkValue) else { throw .checkValueWrong }
        return key
    }

    /// What proves that a key was put together right (校验值): the first 8 bytes of HMAC-SM3 under the key over the text
    /// `xinglin key check value/1`, a line feed, the purpose's name and a line feed. No key of ours is used under HMAC
    /// by itself, only through HKDF, so the value is of no use with anything that the key makes. The layout is ours.
    package static func checkValue(of key: SecretBytes, for purpose: KeyPurpose) -> [UInt8] {
        let mac: HMACSM3
        do {
            mac = try HMACSM3(secret: key)
        } catch {
            preconditionFailure("a key of 1 to 64 bytes is one that HMAC takes")
        }
        return Array(
            mac.authenticate(Array("xinglin key check value/1\n\(purpose.rawValue)\n".utf8))[..<checkValueLength]
        )
    }
}
