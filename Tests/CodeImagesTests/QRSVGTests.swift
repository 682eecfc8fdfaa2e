import CodeImages
import Foundation
import SeededRandom
import Testing

#if canImport(FoundationXML)
    import FoundationXML
#endif

struct QRSVGTests {
    @Test(arguments: 1...20)
    func `the path draws exactly the dark modules, inside a quiet zone of four`(seed: Int) throws {
        var random = SeededGenerator(seed: UInt64(seed))
        let text = Payload.hexadecimal(Int.random(in: 1...300, using: &random), using: &random)
        let matrix = try QRMatrix(text)
        let svg = QRSVG.render(matrix)
        let side = matrix.width + 8
        #expect(svg.contains("viewBox=\"0 0 \(side) \(side)\""))
        #expect(svg.contains("shape-rendering=\"crispEdges\""))
        #expect(svg.contains("<path fill=\"#fff\" d=\"M0 0h\(side)v\(side)H0z\"/>"))
        let drawn = try Self.modules(of: svg, side: side)
        for y in 0..<side {
            for x in 0..<side {
                let inside = (4..<(side - 4)).contains(x) && (4..<(side - 4)).contains(y)
                #expect(drawn[y][x] == (inside && matrix[x - 4, y - 4]))
            }
        }
    }

    @Test func `a title is what a screen reader says, and an untitled image is silent`() throws {
        let matrix = try QRMatrix("A")
        let titled = QRSVG.render(matrix, title: "电子健康卡二维码")
        #expect(titled.contains("role=\"img\" aria-label=\"电子健康卡二维码\">"))
        #expect(titled.contains("<title>电子健康卡二维码</title>"))
        let silent = QRSVG.render(matrix)
        #expect(silent.contains("aria-hidden=\"true\""))
        #expect(!silent.contains("<title>"))
    }

    @Test(arguments: ["a&b<c>\"d'", "</title><script>", "x\u{0}\n\u{7F}y", "\u{FFFE}", "\u{2A6A5}"])
    func `any title gives a well-formed document`(title: String) throws {
        let svg = QRSVG.render(try QRMatrix("A"), title: title)
        let parser = XMLParser(data: Data(svg.utf8))
        #expect(parser.parse(), "\(String(describing: parser.parserError))")
    }

    @Test func `the longest card code takes less than 12 kB`() throws {
        var random = SeededGenerator(seed: 12)
        let svg = QRSVG.render(try QRMatrix(Payload.dynamic(using: &random)), title: "电子健康卡二维码")
        #expect(svg.utf8.count < 12_000, "\(svg.utf8.count)")
    }

    /// Draws the second path the way a renderer would: `M x y h n v 1 H x z` for each run.
    private static func modules(of svg: String, side: Int) throws -> [[Bool]] {
        var modules = Array(repeating: Array(repeating: false, count: side), count: side)
        let path = try #require(svg.firstMatch(of: /fill="#000" d="([^"]*)"/)).output.1
        for piece in path.split(separator: "z") {
            let match = try #require(piece.wholeMatch(of: /M(\d+) (\d+)h(\d+)v1H(\d+)/))
            let (x, y) = (try #require(Int(match.output.1)), try #require(Int(match.output.2)))
            #expect(match.output.1 == match.output.4)
            for column in x..<(x + (try #require(Int(match.output.3)))) { modules[y][column] = true }
        }
        return modules
    }
}
