import Matching
import Testing

struct BlockHitsTests {
    private static let hints: Set<BlockKey.Kind> = [.numberEnds, .numberFront, .address]
    private static let hintsBesideNumber: Set<BlockKey.Kind> =
        hints.union([.addressAndName, .birthAndGiven, .readingAndYear])

    private static func isCandidate(_ kinds: BlockKey.Kind..., hasNumber: Bool) -> Bool {
        var hits = BlockHits(hasNumber: hasNumber)
        for kind in kinds { hits.add(kind) }
        return hits.isCandidate
    }

    @Test(arguments: [true, false])
    func `who shares a part of the number only, or the house only, is no candidate`(hasNumber: Bool) {
        #expect(!Self.isCandidate(hasNumber: hasNumber))
        #expect(!Self.isCandidate(.numberEnds, hasNumber: hasNumber))
        #expect(!Self.isCandidate(.numberFront, .numberEnds, hasNumber: hasNumber))
        #expect(!Self.isCandidate(.address, hasNumber: hasNumber))
        #expect(Self.isCandidate(.numberEnds, .address, hasNumber: hasNumber))
        #expect(Self.isCandidate(.address, .numberFront, hasNumber: hasNumber))
    }

    @Test func `any other key makes a candidate of somebody for a record without a number`() {
        for kind in BlockKey.Kind.allCases where !Self.hints.contains(kind) {
            #expect(Self.isCandidate(kind, hasNumber: false))
            #expect(Self.isCandidate(.address, kind, hasNumber: false))
        }
    }

    @Test func `a record that bears a number needs more than a birthday and a character`() {
        for kind in BlockKey.Kind.allCases where !Self.hintsBesideNumber.contains(kind) {
            #expect(Self.isCandidate(kind, hasNumber: true))
        }
        for kind in Self.hintsBesideNumber {
            #expect(!Self.isCandidate(kind, hasNumber: true))
            #expect(!Self.isCandidate(kind, kind, hasNumber: true))
        }
        #expect(Self.isCandidate(.birthAndGiven, .readingAndYear, hasNumber: true))
        #expect(Self.isCandidate(.addressAndName, .address, hasNumber: true))
    }
}
