import Matching
import Testing

struct BlockHitsTests {
    private static func isCandidate(_ kinds: BlockKey.Kind...) -> Bool {
        var hits = BlockHits()
        for kind in kinds { hits.add(kind) }
        return hits.isCandidate
    }

    @Test func `who shares a part of the number only, or the house only, is no candidate`() {
        #expect(!Self.isCandidate())
        #expect(!Self.isCandidate(.numberEnds))
        #expect(!Self.isCandidate(.numberFront, .numberEnds))
        #expect(!Self.isCandidate(.address))
    }

    @Test func `any other key makes a candidate, and so do two hints at two things`() {
        for kind in BlockKey.Kind.allCases where ![.numberEnds, .numberFront, .address].contains(kind) {
            #expect(Self.isCandidate(kind))
            #expect(Self.isCandidate(.address, kind))
        }
        #expect(Self.isCandidate(.numberEnds, .address))
        #expect(Self.isCandidate(.address, .numberFront))
    }
}
