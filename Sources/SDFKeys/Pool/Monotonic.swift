import Glibc

/// Nanoseconds of the clock that nobody can set: how long a call of the device has lasted. Nothing but waiting and
/// giving up depends on it.
enum Monotonic {
    static func now() -> UInt64 {
        var time = timespec()
        let status = unsafe clock_gettime(CLOCK_MONOTONIC, &time)
        precondition(status == 0, "the system has no monotonic clock")
        return UInt64(time.tv_sec) * 1_000_000_000 + UInt64(time.tv_nsec)
    }
}
