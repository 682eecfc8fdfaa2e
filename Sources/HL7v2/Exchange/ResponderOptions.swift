/// What an operator may set about the face.
package struct ResponderOptions: Sendable {
    /// The processing ids that are done (MSH-11): `P` production, `T` training, `D` debugging. A production platform takes
    /// `P` alone.
    package var processingIDs: Set<String> = ["P"]
    /// The most persons in one answer to a demographics query.
    package var patientLimit = 50
    package var limits = MessageLimits()

    package init() {}
}
