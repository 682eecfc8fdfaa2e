import Testing

@testable import StoragePostgres

/// How many transactions of a pool run at once.
@Suite struct WriterWidthTests {
    @Test func `a pool whose transactions meet nobody stays as wide as it is`() {
        var width = WriterWidth(most: 8)
        for _ in 0..<1_000 { width.ended(contentions: 0) }
        #expect(width.count == 8)
    }

    @Test func `transactions in each other's way make a pool narrow, but let three run`() {
        var width = WriterWidth(most: 8)
        for _ in 0..<10 { width.ended(contentions: 3) }
        #expect(width.count == 3)
        for _ in 0..<1_000 { width.ended(contentions: 60) }
        #expect(width.count == 3)
    }

    @Test func `a pool is as wide again once its transactions meet nobody`() {
        var width = WriterWidth(most: 8)
        for _ in 0..<100 { width.ended(contentions: 1) }
        for _ in 0..<60 { width.ended(contentions: 0) }
        #expect((4...7).contains(width.count))
        for _ in 0..<20 { width.ended(contentions: 0) }
        #expect(width.count == 8)
    }

    @Test func `where one in sixteen meets another the pool grows, where one in four does it shrinks`() {
        var (growing, shrinking) = (WriterWidth(most: 64), WriterWidth(most: 64))
        for _ in 0..<16 { growing.ended(contentions: 1) }
        let before = (growing.count, shrinking.count)
        for turn in 1...96 {
            growing.ended(contentions: turn.isMultiple(of: 16) ? 1 : 0)
            shrinking.ended(contentions: turn.isMultiple(of: 4) ? 1 : 0)
        }
        #expect(growing.count > before.0)
        #expect(shrinking.count < before.1)
    }

    @Test func `a pool of one connection has one`() {
        var width = WriterWidth(most: 1)
        for contentions in [0, 5, 0, 60] {
            width.ended(contentions: contentions)
            #expect(width.count == 1)
        }
    }
}
