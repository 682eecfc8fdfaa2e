/// What ended a proved request, with what its problem document is to be signed with.
struct ProvedFailure: Error {
    let error: any Error
    let signer: AnswerSigner
}
