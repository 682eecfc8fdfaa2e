import Synchronization

/// One call that a thread answers, or that ends before: exactly one of them resumes the caller.
final class PendingCall<Value: Sendable>: Sendable {
    private enum State {
        case open
        case waiting(CheckedContinuation<Value, Never>)
        case ended(Value)
        case answered
    }

    private let state = Mutex(State.open)

    /// Whether nobody has answered yet: a job that finds `false` need not begin.
    var isOpen: Bool {
        state.withLock { state in
            switch state {
            case .open, .waiting: true
            case .ended, .answered: false
            }
        }
    }

    /// Answers the call, if it was not answered before.
    func end(with value: Value) {
        let caller: CheckedContinuation<Value, Never>? = state.withLock { state in
            switch state {
            case .open:
                state = .ended(value)
                return nil
            case .waiting(let caller):
                state = .answered
                return caller
            case .ended, .answered:
                return nil
            }
        }
        caller?.resume(returning: value)
    }

    /// Waits for the answer. Called once.
    func value() async -> Value {
        await withCheckedContinuation { caller in
            let value: Value? = state.withLock { state in
                switch state {
                case .open:
                    state = .waiting(caller)
                    return nil
                case .ended(let value):
                    state = .answered
                    return value
                case .waiting, .answered:
                    preconditionFailure("a call is awaited once")
                }
            }
            if let value { caller.resume(returning: value) }
        }
    }
}
