/// What an operator may set about the face.
package struct ResponderOptions: Sendable {
    /// The processing ids that are done (MSH-11): `P` production, `T` training, `D` debugging. A production platform takes
    /// `P` alone.
    package var processingIDs: Set<String> = ["P"]
    /// By which names the index is called (MSH-5, its namespace or its universal id); empty where it answers to any.
    package var receivingApplications: Set<String> = []
    /// The most persons in one answer to a demographics query.
    package var patientLimit = 50
    package var limits = MessageLimits()

    package init() {}
}
