/// An implementation that shares no code with the product's, asked in the words of `tools/differential/botan_peer.c`.
protocol DifferentialPeer {
    /// Carries one operation out.
    ///
    /// - Returns: the result, or `nil` where the peer refuses the input.
    /// - Throws: if the peer is gone or cannot do the operation at all: then the run is void.
    func ask(_ operation: String, _ fields: [[UInt8]]) throws -> [UInt8]?
}
