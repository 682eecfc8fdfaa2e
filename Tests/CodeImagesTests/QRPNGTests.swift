import CodeImages
import SeededRandom
import Testing

struct QRPNGTests {
    @Test(arguments: 1...40)
    func `zbarimg reads back character by character what was encoded`(seed: Int) throws {
        var random = SeededGenerator(seed: UInt64(seed))
        let correction = try #require(QRMatrix.Correction.allCases.randomElement(using: &random))
        let text = seed.isMultiple(of: 4) ? Payload.fixed(using: &random) : Payload.dynamic(using: &random)
        let matrix = try QRMatrix(text, correction: correction)
        let png = try QRPNG.render(matrix, pixelsPerModule: Int.random(in: 3...12, using: &random))
        #expect(try QRReader.read(png, suffix: "png") == text)
    }

    @Test func `every printable character keeps its place and its case`() throws {
        let text = String(String.UnicodeScalarView((0x20...0x7E).map { Unicode.Scalar(UInt8($0)) })) + "aAbB:0:1::"
        let png = try QRPNG.render(QRMatrix(text))
        #expect(try QRReader.read(png, suffix: "png") == text)
    }

    @Test(arguments: [1, 8, 64])
    func `the file is an 8-bit grey PNG of the stated size`(scale: Int) throws {
        let matrix = try QRMatrix("5100A0013")
        let png = try QRPNG.render(matrix, pixelsPerModule: scale)
        #expect(png.starts(with: [0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A]))
        #expect(png[12..<16].elementsEqual("IHDR".utf8))
        func word(_ place: Int) -> Int { png[place..<(place + 4)].reduce(0) { $0 << 8 | Int($1) } }
        #expect(word(16) == (matrix.width + 8) * scale)
        #expect(word(20) == (matrix.width + 8) * scale)
        #expect(png[24] == 8, "Bits of a sample.")
        #expect(png[25] == 0, "Grey.")
        #expect(png.suffix(12) == [0, 0, 0, 0, 0x49, 0x45, 0x4E, 0x44, 0xAE, 0x42, 0x60, 0x82])
    }

    @Test func `the greatest symbol can be drawn at the greatest scale`() throws {
        let png = try QRPNG.render(QRMatrix(String(repeating: "A", count: 3_391)), pixelsPerModule: 64)
        #expect(png.suffix(8).starts(with: "IEND".utf8))
    }

    @Test(arguments: [Int.min, -1, 0, 65, Int.max])
    func `a scale that makes no image is refused`(scale: Int) throws {
        let matrix = try QRMatrix("A")
        #expect(throws: QRFault.scaleOutOfRange) { try QRPNG.render(matrix, pixelsPerModule: scale) }
    }

    @Test func `the longest card code at the usual scale takes less than 16 kB`() throws {
        var random = SeededGenerator(seed: 16)
        #expect(try QRPNG.render(QRMatrix(Payload.dynamic(using: &random))).count < 16_000)
    }
}
