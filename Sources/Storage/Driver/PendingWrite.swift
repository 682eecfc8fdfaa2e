/// One caller's transaction, waiting for its group.
package struct PendingWrite: Sendable {
    /// What a caller's closure did. The caller hears of it when the group's fate is known.
    package struct Outcome {
        /// The closure threw; what it wrote is to be undone.
        package let failed: Bool
        /// Resumes the caller: with the closure's own result, or with the fault that undid the group.
        package let finish: (_ groupFault: (any Error)?) -> Void
    }

    /// Runs the closure; never throws, never resumes.
    package let run: @Sendable (SQLRepositories) -> Outcome
    /// Resumes the caller with a fault, where the closure was not run.
    package let refuse: @Sendable (any Error) -> Void

    package init<Value: Sendable>(
        _ body: @escaping @Sendable (SQLRepositories) throws -> Value,
        _ caller: CheckedContinuation<Value, any Error>
    ) {
        run = { store in
            let result: Result<Value, any Error>
            do {
                result = .success(try body(store))
            } catch {
                result = .failure(error)
            }
            let failed = if case .failure = result { true } else { false }
            return Outcome(failed: failed) { fault in
                if let fault { caller.resume(throwing: fault) } else { caller.resume(with: result) }
            }
        }
        refuse = { caller.resume(throwing: $0) }
    }
}
