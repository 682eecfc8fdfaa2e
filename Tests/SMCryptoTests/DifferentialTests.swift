import Foundation
import SMCrypto
import Testing

/// Random cases against two implementations that share no code with ours: Botan 2 and `gmssl`.
///
/// `XINGLIN_DIFFERENTIAL` is the count of cases of both together, 100,000 where it is not set; one in 25 goes to
/// `gmssl`, which is pure Python. `XINGLIN_DIFFERENTIAL_SEED` repeats a run; the nonces inside SM2 are new each time.
@Suite(.enabled(if: GmsslPeer.interpreter != nil, "XINGLIN_PYTHON names no Python with gmssl; bin/test sets it"))
struct `A differential run` {
    private static let shareOfGmssl = 25

    static let botanPlan = DifferentialCases.Plan(
        shares: [
            .sm3: 220, .hmac: 190, .hkdf: 60, .ecb: 110, .cbc: 140, .cbcDamaged: 60, .ctr: 120,
            .publicKey: 10, .point: 10,
            .theirSignature: 20, .ourSignature: 20, .theirCiphertext: 20, .ourCiphertext: 20,
        ],
        longestMessage: 300,
        isComplete: true
    )

    static let gmsslPlan = DifferentialCases.Plan(
        shares: [
            .sm3: 330, .hmac: 180, .ecb: 150, .cbc: 150, .ctr: 160,
            .theirSignature: 8, .ourSignature: 8, .theirCiphertext: 7, .ourCiphertext: 7,
        ],
        longestMessage: 80,
        isComplete: false
    )

    private let environment = ProcessInfo.processInfo.environment

    @Test func `agrees with Botan in every case`() async throws {
        try await agrees("Botan", plan: Self.botanPlan, cases: count() - count() / Self.shareOfGmssl) {
            try DifferentialBotan()
        }
    }

    @Test func `agrees with gmssl in every case`() async throws {
        try await agrees("gmssl", plan: Self.gmsslPlan, cases: count() / Self.shareOfGmssl) { try DifferentialGmssl() }
    }

    /// The run itself is tested: one changed answer among a hundred cases must show, whichever it is.
    @Test func `shows one wrong answer of a peer`() async throws {
        let missed = try await DifferentialThread.run {
            let botan = try DifferentialBotan()
            return try (0..<60).filter { place in
                let liar = DifferentialLiar(telling: botan, wrongAt: place)
                var cases = DifferentialCases(seed: UInt64(place), peer: liar, plan: Self.botanPlan)
                try cases.run(100)
                return cases.disagreements.isEmpty
            }
        }
        #expect(missed == [])
    }

    private func agrees(
        _ name: String,
        plan: DifferentialCases.Plan,
        cases wanted: Int,
        peer: @escaping @Sendable () throws -> any DifferentialPeer
    ) async throws {
        let seed = try seed()
        let begin = ContinuousClock.now
        let cases = try await DifferentialThread.run {
            var cases = DifferentialCases(seed: seed, peer: try peer(), plan: plan)
            try cases.run(wanted)
            return (counts: cases.counts, disagreements: cases.disagreements)
        }
        let done = cases.counts.values.reduce(0, +)
        let kinds = DifferentialCases.Kind.allCases.compactMap { kind in
            cases.counts[kind].map { "\(kind.rawValue) \($0)" }
        }
        let seconds = (ContinuousClock.now - begin).components.seconds
        print("differential run against \(name): \(done) cases, seed \(seed), \(seconds) s:")
        print(kinds.joined(separator: ", "))
        #expect(cases.disagreements == [], "seed \(seed)")
        #expect(done == wanted)
    }

    private func count() throws -> Int {
        guard let text = environment["XINGLIN_DIFFERENTIAL"] else { return 100_000 }
        return try #require(Int(text).flatMap { $0 > 0 ? $0 : nil }, "XINGLIN_DIFFERENTIAL must be a positive number")
    }

    private func seed() throws -> UInt64 {
        guard let text = environment["XINGLIN_DIFFERENTIAL_SEED"] else { return .random(in: 0..<1 << 63) }
        return try #require(UInt64(text), "XINGLIN_DIFFERENTIAL_SEED must be a number")
    }
}
