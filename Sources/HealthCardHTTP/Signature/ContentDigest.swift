import Foundation
import HealthCardDomain
import SMCrypto

/// The digest of a body (RFC 9530) with the algorithm key `sm3`, which is ours: the registry has no SM algorithm.
enum ContentDigest {
    /// Passes if the header states the SM3 of the body. Digests by other algorithms beside it are left alone.
    ///
    /// - Throws: `AccessRefusal.digestMissing`, `.digestWrong`.
    static func require(_ header: String?, of body: [UInt8]) throws(AccessRefusal) {
        guard let header else { throw .digestMissing }
        guard let digests = try? StructuredFieldReader.dictionary(header),
            case .item(let item)? = digests["sm3"]?.value,
            case .byteSequence(let base64) = item.value, let stated = Data(base64Encoded: base64)
        else { throw .digestMissing }
        guard ConstantTime.areEqual(Array(stated), SM3.hash(body)) else { throw .digestWrong }
    }
}
