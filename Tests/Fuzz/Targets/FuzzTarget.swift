/// One parser under the fuzzer. Whatever the bytes, `feed` must come back: a trap, an exit or a broken promise is what
/// the fuzzer is looking for.
protocol FuzzTarget: SendableMetatype {
    /// Inputs the parser accepts, to begin with: chance does not find a point on a curve.
    static func seeds() throws -> [[UInt8]]

    static func feed(_ bytes: [UInt8])
}
