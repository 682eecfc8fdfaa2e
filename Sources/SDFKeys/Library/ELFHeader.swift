/// The first bytes of a shared library: enough to tell an operator that it is for another processor, which the
/// system's loader says in words that help nobody.
struct ELFHeader: Equatable {
    static let length = 20

    private static let names: [UInt16: String] = [
        3: "x86", 8: "mips", 21: "ppc64", 22: "s390x", 40: "arm", 62: "x86_64", 183: "aarch64", 243: "riscv",
        258: "loongarch64", 0x9026: "alpha", 0x9916: "sw_64",
    ]

    private static let sharedObject: UInt16 = 3

    /// What this process was built for.
    static var ours: String {
        #if arch(x86_64)
            "x86_64"
        #elseif arch(arm64)
            "aarch64"
        #else
            "unknown"
        #endif
    }

    /// The processor's name, or its number.
    let architecture: String

    /// Reads the header of a shared object of either width and byte order; `nil` for anything else.
    init?(_ bytes: [UInt8]) {
        guard bytes.count >= Self.length, bytes.starts(with: [0x7F, 0x45, 0x4C, 0x46]),
            (1...2).contains(bytes[4]), (1...2).contains(bytes[5])
        else { return nil }
        let isLittle = bytes[5] == 1
        func number(at offset: Int) -> UInt16 {
            let low = UInt16(bytes[isLittle ? offset : offset + 1])
            let high = UInt16(bytes[isLittle ? offset + 1 : offset])
            return high << 8 | low
        }
        guard number(at: 16) == Self.sharedObject else { return nil }
        let machine = number(at: 18)
        architecture = Self.names[machine] ?? "ELF machine \(machine)"
    }
}
