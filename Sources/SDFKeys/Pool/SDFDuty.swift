/// What a worker thread does next.
enum SDFDuty: Sendable {
    /// Serve a client.
    case call(SDFCall)
    /// Open this worker's session.
    case openSession(SDFDevice)
    /// Close this worker's session: its device is given up.
    case closeSession
    /// Overwrite these keys in this worker's session.
    case forget(Set<SDFKeyID>)
    /// Prove that the device answers.
    case heartbeat
    /// Let go of devices that nobody uses any more.
    case release([SDFDevice])
    /// Open the device anew.
    case connect
    /// Close everything and end the thread.
    case retire([SDFDevice])
}
