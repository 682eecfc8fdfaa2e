import HealthCardServices

/// A node of a stated capacity behind a gate, on simulated time: requests come evenly spaced and are worked on one after
/// another, each after a base latency that load does not change.
struct SimulatedNode {
    /// What one `run` saw.
    struct Sight {
        var answered = 0
        var refused = 0
        var refusedByClass: [AdmissionClass: Int] = [:]
        var slowest = 0.0
    }

    let gate = AdmissionGate()
    private(set) var last = Sight()
    private let capacity: Double
    private let base: Double
    private var now = 1.0
    private var freeAt = 1.0
    /// Requests in work by the time they are done; they are done in this order.
    private var inWork: [(done: Double, came: Double, kind: AdmissionClass)] = []
    private var first = 0

    init(capacityPerSecond: Double, baseSeconds: Double) { (capacity, base) = (capacityPerSecond, baseSeconds) }

    /// Nothing is worked on for a while.
    mutating func stall(seconds: Double) { freeAt = max(freeAt, now) + seconds }

    mutating func run(seconds: Double, offered: [AdmissionClass: Double]) {
        last = Sight()
        let end = now + seconds
        // Of requests at one instant those of the higher class come last, when the node is fullest.
        let classes = offered.sorted { $0.key.rawValue > $1.key.rawValue }
        var next = classes.map { (kind: $0.key, at: now + 1 / $0.value, gap: 1 / $0.value) }
        while let index = next.indices.min(by: { next[$0].at < next[$1].at }), next[index].at < end {
            now = next[index].at
            next[index].at += next[index].gap
            finish()
            let kind = next[index].kind
            guard gate.enter(kind) else {
                last.refused += 1
                last.refusedByClass[kind, default: 0] += 1
                continue
            }
            freeAt = max(freeAt, now) + 1 / capacity
            inWork.append((freeAt + base, now, kind))
        }
        now = end
        finish()
    }

    private mutating func finish() {
        while first < inWork.count, inWork[first].done <= now {
            let one = inWork[first]
            first += 1
            let elapsed = one.done - one.came
            (last.answered, last.slowest) = (last.answered + 1, max(last.slowest, elapsed))
            gate.finish(one.kind, status: 200, elapsed: Int64(elapsed * 1e9), now: Int64(one.done * 1e9))
        }
    }
}
