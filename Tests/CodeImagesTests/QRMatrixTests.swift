import CodeImages
import SeededRandom
import Testing

struct QRMatrixTests {
    @Test func `the longest card code travels in alphanumeric mode and fits version 5`() throws {
        var random = SeededGenerator(seed: 5)
        let text = Payload.dynamic(using: &random)
        #expect(text.utf8.count == 117)
        #expect(try QRMatrix(text).width == 37)
        // The same length in lower case needs byte mode and two versions more.
        #expect(try QRMatrix(text.lowercased()).width == 45)
    }

    @Test func `a finder pattern stands in three corners`() throws {
        let matrix = try QRMatrix("HELLO")
        #expect(matrix.width == 21)
        let finder = ["#######", "#.....#", "#.###.#", "#.###.#", "#.###.#", "#.....#", "#######"]
        for (left, top) in [(0, 0), (14, 0), (0, 14)] {
            let found = (0..<7).map { y in
                String((0..<7).map { x in matrix[left + x, top + y] ? "#" : "." as Character })
            }
            #expect(found == finder)
        }
        #expect(matrix[8, 13], "The dark module beside the lower finder.")
    }

    @Test func `more correction never makes a smaller symbol`() throws {
        let widths = try QRMatrix.Correction.allCases.map { level in
            try QRMatrix(String(repeating: "A1", count: 60), correction: level).width
        }
        #expect(widths == [37, 37, 45, 49], "Versions 5, 5, 7 and 8 of ISO/IEC 18004, table 7.")
    }

    @Test func `a text without characters is refused`() {
        #expect(throws: QRFault.emptyText) { try QRMatrix("") }
    }

    @Test(arguments: ["电子健康卡", "A\u{0}B", "A\nB", "é", "\u{7F}", "１"])
    func `anything but printable ASCII is refused`(text: String) {
        #expect(throws: QRFault.notPrintableASCII) { try QRMatrix(text) }
    }

    @Test func `the greatest version is filled and one character more is refused`() throws {
        // ISO/IEC 18004, table 7: version 40 holds 3,391 alphanumeric characters at level M.
        #expect(try QRMatrix(String(repeating: "A", count: 3_391)).width == 177)
        #expect(throws: QRFault.textTooLong) { try QRMatrix(String(repeating: "A", count: 3_392)) }
        #expect(throws: QRFault.textTooLong) { try QRMatrix(String(repeating: "a", count: 1_000_000)) }
    }

    @Test func `symbols made at the same time on many threads are the same as one after another`() async throws {
        var random = SeededGenerator(seed: 64)
        let texts = (0..<200).map { _ in Payload.dynamic(using: &random) }
        let alone = try texts.map { try QRMatrix($0) }
        let together = try await withThrowingTaskGroup(of: (Int, QRMatrix).self) { group in
            for (index, text) in texts.enumerated() { group.addTask { (index, try QRMatrix(text)) } }
            return try await group.reduce(into: [Int: QRMatrix]()) { $0[$1.0] = $1.1 }
        }
        for (index, matrix) in alone.enumerated() { #expect(together[index] == matrix) }
    }
}
