import HealthCardServices
import Storage

/// One thread's connection, and the transactions that run on it, one after another.
final class PostgresWorker {
    let options: PostgresOptions
    private let address: PostgresAddress
    private let role: PostgresRole
    private let meter: StorageMeter
    private let isClosing: () -> Bool
    private var session: PostgresSession?
    /// The row of this writer in `write_slots`, named by the server at its first connection.
    private var slot: String?
    /// The number of this writer's latest transaction that came as far as its commit.
    private var serial: Int64 = 0
    /// How often another transaction was in the way of one of these.
    private(set) var contentions = 0

    init(
        _ address: PostgresAddress,
        _ role: PostgresRole,
        _ options: PostgresOptions,
        _ meter: StorageMeter,
        isClosing: @escaping () -> Bool
    ) {
        self.address = address
        self.role = role
        self.options = options
        self.meter = meter
        self.isClosing = isClosing
    }

    /// Closes the connection; the next transaction opens another.
    func disconnect() {
        session = nil
    }

    /// Runs a closure on a snapshot.
    func read<Value>(_ body: (PostgresConnection) throws -> Value, retrying: Bool = true) throws -> Value {
        try patiently(retrying: retrying) {
            let opening = "BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY"
            let connection = PostgresConnection(try connected(), opening: opening)
            let result = Result { try Self.ended(connection, body(connection)) }
            // What was read is one snapshot, however the transaction ends.
            end("COMMIT")
            return try Self.settled(result, connection.failure)
        }
    }

    /// Runs a closure as if it were alone, and commits what it wrote.
    func write<Value>(_ body: (PostgresConnection) throws -> Value) throws -> Value {
        var patience = Patience(options)
        return try patiently {
            let session = try connected()
            let connection = PostgresConnection(session, opening: "BEGIN ISOLATION LEVEL SERIALIZABLE")
            let result = Result { try Self.ended(connection, body(connection)) }
            if case .fault(.ruleBroken(.unique, _)) = connection.failure, patience.looksAgainAtTaken() {
                end("ROLLBACK")
                throw PostgresFailure.contended
            }
            guard connection.failure == nil, case .success(let value) = result else {
                end("ROLLBACK")
                return try Self.settled(result, connection.failure)
            }
            if connection.isBegun { try commit(session) }
            return .success(value)
        }
    }

    /// Runs a closure once, in a transaction that it begins itself, and commits where that is worth it.
    ///
    /// - Parameter body: gives its value, and whether it wrote anything that is to stay.
    /// - Throws: `StorageFault.outcomeUnknown`; anything else where nothing of the transaction is left.
    func share<Value>(
        _ body: (PostgresSession) throws -> (value: Value, isWorthCommitting: Bool)
    ) throws -> Value {
        do {
            let session = try connected()
            let (value, isWorthCommitting) = try body(session)
            if isWorthCommitting { try commit(session) } else { end("ROLLBACK") }
            return value
        } catch {
            guard let failure = error as? PostgresFailure else {
                end("ROLLBACK")
                throw error
            }
            if case .lost = failure {
                meter.ranAgainLost()
                disconnect()
            } else {
                meter.ranAgainContended()
                end("ROLLBACK")
            }
            throw error
        }
    }

    /// Runs a closure that only reads, in one snapshot that its session begins and ends.
    func readOnce<Value>(_ body: (PostgresSession) throws -> Value) throws -> Value {
        do {
            return try body(connected())
        } catch {
            disconnect()
            throw error
        }
    }

    /// Commits, and where no answer came, asks.
    ///
    /// - Throws: `PostgresFailure` where nothing of the transaction is left, `StorageFault.outcomeUnknown`.
    private func commit(_ session: PostgresSession) throws {
        serial += 1
        do throws(PostgresFailure) {
            try session.commit(marking: WriteSlot.mark, [.text(slot), .integer(serial)])
        } catch {
            guard case .lost = error else {
                end("ROLLBACK")
                throw error
            }
            disconnect()
            guard try isCommitted() else { throw error }
        }
    }

    /// Runs statements that are not worth preparing, alone of all that do so on any node.
    func migrate<Value>(_ body: (PostgresConnection) throws -> Value) throws -> Value {
        try patiently {
            // READ COMMITTED, so that what runs after the lock sees what its last holder did.
            let session = try begin("BEGIN ISOLATION LEVEL READ COMMITTED")
            let connection = PostgresConnection(session, once: true)
            let result = Result {
                _ = try connection.execute(Self.migrationLock, [])
                return try Self.ended(connection, body(connection))
            }
            guard connection.failure == nil, case .success = result else {
                end("ROLLBACK")
                return try Self.settled(result, connection.failure)
            }
            // A migration whose commit was not answered is asked for again, and finds itself done.
            try control("COMMIT", on: session)
            return result
        }
    }

    /// "xinglin" in ASCII: any number will do that nothing else in the database takes.
    private static let migrationLock = SQLStatement("lock", "SELECT pg_advisory_xact_lock(\(0x786e_676c_696e))")

    /// What a closure gives, once everything is run that it posted.
    private static func ended<Value>(_ connection: PostgresConnection, _ value: Value) throws -> Value {
        try connection.flush()
        return value
    }

    /// Runs a transaction again as long as what stopped it may pass.
    ///
    /// - Parameter body: gives how the transaction ended, or throws `PostgresFailure`.
    private func patiently<Value>(
        retrying: Bool = true,
        _ body: () throws -> Result<Value, any Error>
    ) throws -> Value {
        var patience = Patience(options)
        while true {
            let failure: PostgresFailure
            do {
                return try body().get()
            } catch let caught as PostgresFailure {
                failure = caught
            }
            switch failure {
            case .lost:
                meter.ranAgainLost()
                disconnect()
                guard retrying, !isClosing(), patience.waitAfterLoss() else { throw StorageFault.unreachable }
            case .contended:
                meter.ranAgainContended()
                contentions += 1
                let backend = session?.backend ?? 0
                guard retrying, patience.waitAfterContention(on: backend) else {
                    throw StorageFault.contended(attempts: patience.contendedCount)
                }
            case .fault(let fault): throw fault
            }
        }
    }

    /// What a transaction that did not commit gives its caller.
    ///
    /// - Throws: `PostgresFailure` where it may pass another time.
    private static func settled<Value>(
        _ result: Result<Value, any Error>,
        _ failure: PostgresFailure?
    ) throws -> Result<Value, any Error> {
        switch (failure, result) {
        case (.lost?, _), (.contended?, _): throw failure ?? .lost
        // The closure carried on after an error; its writes are gone all the same.
        case (.fault(let fault)?, .success): .failure(fault)
        case (.fault?, .failure), (nil, _): result
        }
    }

    /// Asks what became of the transaction of this number, and settles it: after the answer it cannot commit any more.
    private func isCommitted() throws -> Bool {
        do {
            return try patiently {
                let session = try begin("BEGIN ISOLATION LEVEL READ COMMITTED")
                let connection = PostgresConnection(session)
                let committed = Result {
                    try connection.row(WriteSlot.fence, [.text(slot), .integer(serial)])?.integer(0)
                }
                guard connection.failure == nil else {
                    end("ROLLBACK")
                    return try Self.settled(committed.map { _ in false }, connection.failure)
                }
                // Given up waiting for a standby, it says nothing: the next question waits again.
                try session.commit()
                return committed.map { [serial] in $0 == serial }
            }
        } catch is StorageFault {
            throw StorageFault.outcomeUnknown
        }
    }

    private func begin(_ text: String) throws(PostgresFailure) -> PostgresSession {
        let session = try connected()
        try control(text, on: session)
        return session
    }

    private func connected() throws(PostgresFailure) -> PostgresSession {
        if let session { return session }
        let opened = try PostgresSession(address, role, options)
        if role.hasSlot, slot == nil {
            do {
                slot = try opened.run(WriteSlot.name, [], once: true).rows(of: WriteSlot.name).first?.text(0)
            } catch let failure as PostgresFailure {
                throw failure
            } catch {
                throw .lost
            }
        }
        session = opened
        return opened
    }

    /// Runs a statement that begins or ends a transaction.
    private func control(_ text: String, on session: PostgresSession) throws(PostgresFailure) {
        try session.control(text)
    }

    /// Ends a transaction that leaves nothing behind. Where that fails, so does the connection, and with it the
    /// transaction.
    private func end(_ text: String) {
        guard let session, session.isInTransaction else { return }
        do { try session.control(text) } catch { disconnect() }
    }
}
