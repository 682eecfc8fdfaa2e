/// Calls that wait, first come first served, in a ring that grows: neither end moves the others.
struct SDFQueue {
    private var places = [SDFCall?](repeating: nil, count: 16)
    private var head = 0
    private(set) var count = 0

    var isEmpty: Bool { count == 0 }

    var first: SDFCall? { places[head] }

    mutating func append(_ call: SDFCall) {
        if count == places.count {
            places = places[head...] + places[..<head] + [SDFCall?](repeating: nil, count: count)
            head = 0
        }
        places[(head + count) % places.count] = call
        count += 1
    }

    mutating func popFirst() -> SDFCall? {
        guard let call = places[head] else { return nil }
        places[head] = nil
        head = (head + 1) % places.count
        count -= 1
        return call
    }

    /// Empties the queue.
    mutating func takeAll() -> [SDFCall] {
        var calls: [SDFCall] = []
        while let call = popFirst() { calls.append(call) }
        return calls
    }
}
