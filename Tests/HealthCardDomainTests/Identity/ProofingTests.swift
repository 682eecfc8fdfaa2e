import Foundation
import HealthCardDomain
import Testing

struct ProofingTests {
    private let now = Date(timeIntervalSince1970: 1_772_000_000)

    private func proofing(_ age: TimeInterval, verifier: String = "reader-0001") throws -> Proofing {
        try Proofing(method: .idCardReader, verifier: verifier, verifiedAt: now.addingTimeInterval(-age), now: now)
    }

    @Test(arguments: [-300.0, -1, 0, 1, 86_400])
    func `a proofing from 24 hours ago to 5 minutes ahead counts`(age: TimeInterval) throws {
        #expect(try proofing(age).verifiedAt == now.addingTimeInterval(-age))
    }

    @Test func `an older one and one further ahead are refused apart`() throws {
        #expect(try MadeUp.refusal { _ = try proofing(86_401) } == .proofingTooOld)
        #expect(try MadeUp.refusal { _ = try proofing(-301) } == .proofingInFuture)
    }

    @Test(arguments: ["", " a", "a ", "读卡器", "a\n", "a\u{0}", String(repeating: "a", count: 65)])
    func `a verifier outside 1 to 64 printable ASCII characters is refused`(verifier: String) throws {
        #expect(try MadeUp.refusal { _ = try proofing(0, verifier: verifier) } == .proofingVerifierMalformed)
    }

    @Test func `a verifier may have 64 characters`() throws {
        #expect(try proofing(0, verifier: String(repeating: "a", count: 64)).verifier.count == 64)
    }

    @Test func `a stored proofing is read back at any age`() throws {
        let old = now.addingTimeInterval(-1_000_000_000)
        #expect(try Proofing(recorded: .face, verifier: "f1", verifiedAt: old).verifiedAt == old)
    }

    @Test func `a request without any one part has no proofing`() throws {
        let cases: [(String?, String?, Date?)] = [
            (nil, "v", now), ("face", nil, now), ("face", "v", nil), (nil, nil, nil),
        ]
        for (method, verifier, instant) in cases {
            let refusal = try MadeUp.refusal {
                _ = try Proofing(method: method, verifier: verifier, verifiedAt: instant, now: now)
            }
            #expect(refusal == .proofingMissing)
        }
    }

    @Test func `a request with an unknown method is refused`() throws {
        let refusal = try MadeUp.refusal {
            _ = try Proofing(method: "trust_me", verifier: "v", verifiedAt: now, now: now)
        }
        #expect(refusal == .proofingMethodUnknown)
    }

    @Test(arguments: ProofingMethod.allCases)
    func `every method is read by its code`(method: ProofingMethod) throws {
        #expect(try Proofing(method: method.code, verifier: "v", verifiedAt: now, now: now).method == method)
    }

    @Test func `a face alone and a simulator never reach a substantial level`() {
        #expect(ProofingMethod.face.assurance < .substantial)
        #expect(ProofingMethod.simulated.assurance == .none)
        #expect(ProofingMethod.allCases.filter { $0.assurance == .none } == [.simulated])
        #expect(ProofingMethod.idCardReader.assurance == .high)
    }
}
