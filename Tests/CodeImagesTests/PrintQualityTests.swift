import CodeImages
import SeededRandom
import Testing

/// Printed codes at the worst quality that a desk may meet (C06): the label of a 203-dpi thermal printer after a year
/// in a pocket, seen by a cheap camera. Every case stacks its damage on the longest card code, for several random
/// texts; a module measures five pixels before it is damaged.
///
/// Beyond these limits `zbarimg` begins to fail: a blur of half a module, a stain of ten modules at level M.
struct PrintQualityTests {
    private static let module = 5

    private func expectReadable(
        correction: QRMatrix.Correction,
        at location: SourceLocation = #_sourceLocation,
        after damage: (GreyImage, inout SeededGenerator) -> GreyImage
    ) throws {
        for seed in 1...4 {
            var random = SeededGenerator(seed: UInt64(seed))
            let text = Payload.dynamic(using: &random)
            let image = GreyImage(try QRMatrix(text, correction: correction), scale: Self.module)
            let read = try QRReader.read(damage(image, &random).pgm, suffix: "pgm")
            #expect(read == text, "Seed \(seed).", sourceLocation: location)
        }
    }

    @Test func `a code seen at two and a half pixels a module is read`() throws {
        try expectReadable(correction: .medium) { image, _ in image.resampled(to: image.side / 2) }
    }

    @Test func `a code with spread ink, faded to a third of the contrast, is read`() throws {
        try expectReadable(correction: .medium) { image, random in
            image.blurred(sigma: 0.3 * Double(Self.module)).faded(black: 0.45, white: 0.8)
                .noisy(deviation: 0.01, specks: 0, using: &random)
        }
    }

    @Test func `a speckled, turned, blurred, faded, noisy and small picture of a code is read`() throws {
        try expectReadable(correction: .medium) { image, random in
            image.noisy(deviation: 0, specks: 0.005, using: &random).turned(degrees: 7)
                .blurred(sigma: 0.25 * Double(Self.module)).resampled(to: image.side * 3 / 5)
                .faded(black: 0.25, white: 0.85).noisy(deviation: 0.04, specks: 0, using: &random)
        }
    }

    @Test func `a label with dead elements of the print head is read`() throws {
        try expectReadable(correction: .quartile) { image, random in
            image.withDeadColumns(every: 12 * Self.module, width: 2).blurred(sigma: 0.25 * Double(Self.module))
                .resampled(to: image.side * 3 / 5).faded(black: 0.2, white: 0.9)
                .noisy(deviation: 0.03, specks: 0, using: &random)
        }
    }

    @Test func `a label with a torn corner and a stain is read`() throws {
        try expectReadable(correction: .quartile) { image, random in
            let torn = 9 * Self.module
            return image.spoiled(x: image.side - torn, y: image.side - torn, size: torn, grey: 1)
                .spoiled(x: image.side * 5 / 8, y: image.side * 5 / 8, size: 6 * Self.module, grey: 0.1)
                .blurred(sigma: 0.25 * Double(Self.module)).faded(black: 0.2, white: 0.9)
                .noisy(deviation: 0.02, specks: 0, using: &random)
        }
    }

    @Test func `a code whose middle is gone is not read, so the reader does not simply say yes`() throws {
        var random = SeededGenerator(seed: 99)
        let image = GreyImage(try QRMatrix(Payload.dynamic(using: &random)), scale: Self.module)
        let spoiled = image.spoiled(x: image.side / 4, y: image.side / 4, size: image.side / 2, grey: 1)
        #expect(try QRReader.read(image.pgm, suffix: "pgm") != nil)
        #expect(try QRReader.read(spoiled.pgm, suffix: "pgm") == nil)
    }
}
