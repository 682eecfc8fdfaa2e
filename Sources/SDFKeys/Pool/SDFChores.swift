/// What the keeper found to do in one look.
struct SDFChores {
    /// Clients whose time is over.
    var overdue: [SDFCall] = []
    /// Clients that waited when the device was given up.
    var refused: [SDFCall] = []
    /// Workers whose threads are to be started.
    var hired: [SDFWorker] = []
    /// Whether a worker was abandoned in this look.
    var hasAbandoned = false
    /// Whether the prober has something to do.
    var isProbeDue = false
    /// The instant of ``Monotonic`` of the next look.
    var nextLook: UInt64 = 0
    /// Whether the pool is closed and everybody has left.
    var isOver = false

    var isEmpty: Bool { overdue.isEmpty && hired.isEmpty && !hasAbandoned && !isProbeDue && !isOver }
}
