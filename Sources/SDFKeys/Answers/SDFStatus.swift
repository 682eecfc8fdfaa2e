import HealthCardServices

/// What the numbers a library answers mean (GM/T 0018-2012, annex A).
enum SDFStatus {
    static let success: UInt32 = 0

    private static let keyNotExist: UInt32 = 0x0100_0008
    private static let notSupported: Set<UInt32> = [0x0100_0002, 0x0100_0009, 0x0100_000A]

    /// No right, no such key, another kind of key, a broken key, no access right got.
    private static let keyNotUsable: Set<UInt32> = [
        0x0100_0007, keyNotExist, 0x0100_0014, 0x0100_0015, 0x0100_0018,
    ]

    /// Passes success on.
    ///
    /// - Throws: the failure the answer stands for. Network errors are what the profile says they are.
    static func check(_ answer: Int32, _ operation: String, _ profile: SDFProfile) throws(SDFFailure) {
        let code = UInt32(bitPattern: answer)
        if code == success { return }
        if profile.connectionErrors.contains(where: { $0.contains(code) }) { throw .connection }
        if notSupported.contains(code) { throw SDFFailure(.notSupported(operation: operation), code: code) }
        if keyNotUsable.contains(code) { throw SDFFailure(.keyNotUsable, code: code) }
        throw SDFFailure(.refused(code: code), code: code)
    }

    /// Whether a refused access right says the password is wrong, and not merely that this pair does not exist.
    static func meansWrongPassword(_ failure: SDFFailure) -> Bool {
        switch failure.error {
        case .keyNotUsable, .refused: failure.code != keyNotExist
        default: false
        }
    }
}
