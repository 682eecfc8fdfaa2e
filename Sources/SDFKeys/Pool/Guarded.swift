import Glibc

/// State behind a lock, with places where threads wait for it to change, up to an instant of ``Monotonic``. The
/// standard library's `Mutex` has no such places.
///
/// `@unchecked Sendable` holds because the state is touched only while the lock is held.
@safe
final class Guarded<State>: @unchecked Sendable {
    /// Who waits. One signal wakes one thread of a place.
    enum Place: Int, CaseIterable {
        case worker, prober, keeper
    }

    enum Step<Value> {
        case take(Value)
        case wait(until: UInt64?)
    }

    private let mutex: UnsafeMutablePointer<pthread_mutex_t>
    private let conditions: UnsafeMutablePointer<pthread_cond_t>
    private let state: UnsafeMutablePointer<State>

    init(_ state: State) {
        unsafe self.state = .allocate(capacity: 1)
        unsafe self.state.initialize(to: state)
        unsafe mutex = .allocate(capacity: 1)
        unsafe conditions = .allocate(capacity: Place.allCases.count)
        var status = unsafe pthread_mutex_init(mutex, nil)
        var attributes = pthread_condattr_t()
        status |= unsafe pthread_condattr_init(&attributes)
        status |= unsafe pthread_condattr_setclock(&attributes, CLOCK_MONOTONIC)
        for index in Place.allCases.indices {
            status |= unsafe pthread_cond_init(conditions + index, &attributes)
        }
        status |= unsafe pthread_condattr_destroy(&attributes)
        precondition(status == 0, "the system could not make a lock")
    }

    deinit {
        for index in Place.allCases.indices { unsafe pthread_cond_destroy(conditions + index) }
        unsafe pthread_mutex_destroy(mutex)
        unsafe conditions.deallocate()
        unsafe mutex.deallocate()
        unsafe state.deinitialize(count: 1)
        unsafe state.deallocate()
    }

    /// Runs the body with the lock held. It must not wait for anything.
    func with<Value>(_ body: (inout State) -> Value) -> Value {
        unsafe pthread_mutex_lock(mutex)
        defer { unsafe pthread_mutex_unlock(mutex) }
        return unsafe body(&state.pointee)
    }

    /// Asks again and again, at each signal and at each instant the answer named, until there is something to take.
    func take<Value>(at place: Place, _ attempt: (inout State) -> Step<Value>) -> Value {
        unsafe pthread_mutex_lock(mutex)
        defer { unsafe pthread_mutex_unlock(mutex) }
        while true {
            switch unsafe attempt(&state.pointee) {
            case .take(let value): return value
            case .wait(let instant): wait(at: place, until: instant)
            }
        }
    }

    /// Wakes one thread that waits at the place.
    func signal(_ place: Place) {
        unsafe pthread_cond_signal(conditions + place.rawValue)
    }

    /// Wakes every thread, wherever it waits.
    func wakeAll() {
        for place in Place.allCases { unsafe pthread_cond_broadcast(conditions + place.rawValue) }
    }

    private func wait(at place: Place, until instant: UInt64?) {
        let condition = unsafe conditions + place.rawValue
        guard let instant else {
            unsafe pthread_cond_wait(condition, mutex)
            return
        }
        var time = timespec(tv_sec: Int(instant / 1_000_000_000), tv_nsec: Int(instant % 1_000_000_000))
        unsafe pthread_cond_timedwait(condition, mutex, &time)
    }
}
