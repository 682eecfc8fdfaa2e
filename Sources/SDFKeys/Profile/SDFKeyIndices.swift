/// Which of the device's own key pairs this product may use. They are made beforehand with the device's own tool.
struct SDFKeyIndices: Decodable, Sendable, Equatable {
    /// Signing pairs for root keys: version *n* takes the *n*-th. A pair is never given to a second version.
    let signing: [UInt32]
    /// The signing pair that vouches for what this adapter wrapped and sealed. No caller's message is signed with it.
    let sealSignature: UInt32
    /// The encryption pair under which sealing keys are wrapped.
    let wrapping: UInt32
}
