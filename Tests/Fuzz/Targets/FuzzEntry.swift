import Foundation

/// What libFuzzer calls. `XINGLIN_FUZZ` names the target, as one binary holds them all; `XINGLIN_FUZZ_SEEDS` names a
/// folder that the target's seeds are written to first.
enum FuzzEntry {
    private static let targets: [String: any FuzzTarget.Type] = [
        "hl7-message": HL7MessageFuzz.self,
        "planted-fault": PlantedFaultFuzz.self,
        "root-key-file": RootKeyFileFuzz.self,
        "sdf-answers": SDFAnswersFuzz.self,
        "sdf-stored": SDFStoredFuzz.self,
        "sealed-column": SealedColumnFuzz.self,
        "sm2-ciphertext": CiphertextFuzz.self,
        "sm2-signature": SignatureFuzz.self,
    ]

    static let chosen: any FuzzTarget.Type = {
        guard let name = ProcessInfo.processInfo.environment["XINGLIN_FUZZ"], let target = targets[name] else {
            print("XINGLIN_FUZZ must name one of:", targets.keys.sorted().joined(separator: " "))
            exit(2)
        }
        return target
    }()

    static func writeSeeds() {
        guard let folder = ProcessInfo.processInfo.environment["XINGLIN_FUZZ_SEEDS"] else { return }
        do {
            for (index, seed) in try chosen.seeds().enumerated() {
                try Data(seed).write(to: URL(filePath: folder).appending(path: "seed-\(index)"))
            }
        } catch {
            print("the seeds cannot be made:", error)
            exit(2)
        }
    }
}

@_cdecl("LLVMFuzzerInitialize")
func initialize(_ count: UnsafeMutableRawPointer?, _ arguments: UnsafeMutableRawPointer?) -> Int32 {
    FuzzEntry.writeSeeds()
    return 0
}

@_cdecl("LLVMFuzzerTestOneInput")
func testOneInput(_ bytes: UnsafePointer<UInt8>?, _ count: Int) -> Int32 {
    FuzzEntry.chosen.feed(Array(UnsafeBufferPointer(start: bytes, count: count)))
    return 0
}
