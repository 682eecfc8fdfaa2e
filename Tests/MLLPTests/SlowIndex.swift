import HL7v2

/// A TEST DOUBLE of the index that waits in each registration until it is let go.
actor SlowIndex: MainIndexPort {
    private var isEntered = false
    private var isReleased = false
    private var waiters: [CheckedContinuation<Void, Never>] = []

    func register(_ statement: PatientStatement, for sender: Sender) async {
        isEntered = true
        wake()
        while !isReleased { await change() }
    }

    func merge(_ merge: IdentifierMerge, for sender: Sender) throws { throw MainIndexRefusal.unavailable }

    func identifiers(of identifier: PatientIdentifier, for sender: Sender) throws -> [PatientIdentifier] {
        throw MainIndexRefusal.unavailable
    }

    func find(_ query: DemographicQuery, for sender: Sender) throws -> FoundPage { throw MainIndexRefusal.unavailable }

    /// Returns once a registration waits.
    func entered() async { while !isEntered { await change() } }

    func release() {
        isReleased = true
        wake()
    }

    private func change() async { await withCheckedContinuation { waiters.append($0) } }

    private func wake() {
        for waiter in waiters { waiter.resume() }
        waiters = []
    }
}
