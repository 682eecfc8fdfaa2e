import HealthCardServices

extension SoftwareKeyService {
    /// Runs what blocks on the thread and waits for its end, however long that takes.
    static func run<Value: Sendable>(
        on thread: FileThread,
        _ body: @escaping @Sendable () throws(RootKeyFileError) -> Value
    ) async -> Result<Value, RootKeyFileError> {
        let call = PendingCall<Result<Value, RootKeyFileError>>()
        let isTaken = thread.submit { call.end(with: Result(catching: body)) }
        if !isTaken { call.end(with: .failure(.failed)) }
        return await call.value()
    }

    /// Runs what blocks on a thread and waits for its end within a limit. A job that has not begun by then never does;
    /// one that has begun goes on, and may still take effect.
    ///
    /// - Throws: `.timedOut` at the limit or when the caller's task is cancelled, `.unavailable` where too many calls
    ///   wait already or the thread was closed.
    static func run<Value: Sendable>(
        on thread: FileThread,
        within limit: Duration,
        of clock: any Clock<Duration>,
        _ body: @escaping @Sendable () throws(KeyServiceError) -> Value
    ) async throws(KeyServiceError) -> Value {
        let call = PendingCall<Result<Value, KeyServiceError>>()
        let isTaken = thread.submit {
            if call.isOpen { call.end(with: Result(catching: body)) }
        }
        guard isTaken else { throw .unavailable }
        let result = await withTaskGroup(of: Void.self) { group in
            group.addTask {
                // Sleeping fails only when the wait is over for another reason: the answer came, or nobody wants it.
                try? await clock.sleep(for: limit)
                call.end(with: .failure(.timedOut))
            }
            let result = await call.value()
            group.cancelAll()
            return result
        }
        return try result.get()
    }
}
