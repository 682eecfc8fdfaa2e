import Foundation
import HealthCardHTTP

extension ProcessFigures {
    /// Read from `/proc` (proc(5)); `nil` where that is not there.
    static func ofThisProcess() -> ProcessFigures? {
        guard let memory = try? String(contentsOfFile: "/proc/self/statm", encoding: .ascii),
            let pages = memory.split(separator: " ").dropFirst().first.flatMap({ Int($0) }),
            let handles = try? FileManager.default.contentsOfDirectory(atPath: "/proc/self/fd")
        else { return nil }
        var (usage, limit) = (rusage(), rlimit())
        guard getrusage(__rusage_who_t(RUSAGE_SELF.rawValue), &usage) == 0,
            getrlimit(__rlimit_resource_t(RLIMIT_NOFILE.rawValue), &limit) == 0
        else { return nil }
        let seconds = Double(usage.ru_utime.tv_sec + usage.ru_stime.tv_sec)
        return ProcessFigures(
            residentBytes: pages * Int(sysconf(Int32(_SC_PAGESIZE))),
            openHandles: handles.count,
            maximumHandles: Int(clamping: limit.rlim_cur),
            cpuSeconds: seconds + Double(usage.ru_utime.tv_usec + usage.ru_stime.tv_usec) / 1e6
        )
    }
}
