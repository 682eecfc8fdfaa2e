/// What a master key is for. A key serves one purpose and no other (`D04`).
package enum KeyPurpose: String, Sendable, CaseIterable {
    /// Tokens of dynamic card codes.
    case code
    /// Certificates of codes that a terminal verifies without a network.
    case offlineCredential = "offline-credential"
    /// Blind indexes: finding a document number or a phone by equality.
    case blindIndex = "blind-index"
    /// Personal columns.
    case column
    /// The chain of the audit log.
    case audit
    /// Secrets that callers sign with.
    case credential
    /// Signatures under answers to callers that sign with SM2 (`D10`).
    case answer

    /// What a key of this purpose protects, as the inventory says it.
    package var protects: (chinese: String, english: String) {
        switch self {
        case .code: ("动态码令牌", "tokens of dynamic codes")
        case .offlineCredential: ("离线凭证", "offline credentials")
        case .blindIndex: ("证件号码、手机号的盲索引", "blind indexes of document numbers and phones")
        case .column: ("个人信息列（姓名、证件号码、电话、住址等）", "personal columns (name, number, phone, address, …)")
        case .audit: ("审计日志链", "the chain of the audit log")
        case .credential: ("接入方签名密钥", "callers' signing secrets")
        case .answer: ("平台应答签名", "signatures of the platform's answers")
        }
    }

    /// The algorithms a key of this purpose runs.
    package var algorithm: String {
        switch self {
        case .code: "SM4-ECB (one block) + HMAC-SM3"
        case .offlineCredential, .answer: "SM2 + SM3"
        case .blindIndex, .audit: "HMAC-SM3"
        case .column, .credential: "SM4-CTR + HMAC-SM3"
        }
    }

    /// The purposes that a region cannot work without; their keys are made with its first root key.
    package static let needed: [KeyPurpose] = [.code, .blindIndex, .column, .credential, .answer]

    /// How long a new key makes things, in days.
    package var validDays: Int {
        switch self {
        case .code, .column, .credential: 366
        // The index key cannot be replaced without computing every index anew.
        case .blindIndex: 3_653
        case .offlineCredential, .audit, .answer: 1_096
        }
    }

    /// Whether a key of this purpose may be brought in from outside, in components. Not the index key: with another one
    /// in its place no look-up finds anybody. Not the pairs: their public halves are known outside already.
    package var isImportable: Bool {
        switch self {
        case .code, .column, .audit, .credential: true
        case .offlineCredential, .answer, .blindIndex: false
        }
    }

    /// Whether a key in memory may go on being used while the key service is gone: what answers a scan may, what
    /// opens personal columns may not.
    package var outlivesKeyService: Bool {
        switch self {
        case .code, .blindIndex, .credential, .answer: true
        case .offlineCredential, .column, .audit: false
        }
    }

    /// Whether the server replaces an ending key by itself. The index would have to be computed anew; and callers must
    /// be given the public half of an answer key before it signs.
    package var isRotatedByServer: Bool { self != .blindIndex && self != .answer }
}
