/// How a source record came to its index. The raw values are stored.
package enum LinkOrigin: String, Sendable, CaseIterable {
    /// The engine found nobody, and a new index was opened for it.
    case opened
    /// The engine linked it to an index that was there.
    case matched
    /// It proved to the engine that several indexes are one person.
    case joined
    /// A person decided; the engine never overturns it.
    case reviewer
}
