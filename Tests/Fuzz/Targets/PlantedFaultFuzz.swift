/// Traps on one input in 2³², on purpose: a fuzzer that follows coverage finds it in seconds, one that does not never
/// will. It is run before the others, to show that they would have found something.
enum PlantedFaultFuzz: FuzzTarget {
    static func seeds() -> [[UInt8]] { [[0]] }

    static func feed(_ bytes: [UInt8]) {
        guard bytes.count >= 4, bytes[0] == 0x30, bytes[1] == 0x82, bytes[2] == 0x7F, bytes[3] == 0xA5 else { return }
        preconditionFailure("the planted fault")
    }
}
