import HealthCardServices

/// A request whose signature was right: the act it asks for, and what the answer to it is signed with.
struct ProvedRequest: Sendable {
    let act: Act
    let signer: AnswerSigner
}
