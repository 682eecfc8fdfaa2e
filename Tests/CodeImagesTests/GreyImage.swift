import CodeImages
import Foundation
import SeededRandom

/// A square grey image that can be damaged the way paper, printer and camera damage a code.
struct GreyImage {
    private(set) var side: Int
    /// Row by row, 0 is black and 1 is white.
    private(set) var pixels: [Double]

    /// A symbol with its quiet zone, every module `scale` pixels wide.
    init(_ matrix: QRMatrix, scale: Int) {
        let modules = matrix.width + 2 * QuietZone.modules
        side = modules * scale
        pixels = []
        for y in 0..<side {
            for x in 0..<side {
                let (column, row) = (x / scale - QuietZone.modules, y / scale - QuietZone.modules)
                let inside = (0..<matrix.width).contains(column) && (0..<matrix.width).contains(row)
                pixels.append(inside && matrix[column, row] ? 0 : 1)
            }
        }
    }

    /// Resamples to `newSide` pixels by averaging the area under each new pixel, as a camera's sensor does.
    func resampled(to newSide: Int) -> GreyImage {
        var result = self
        let step = Double(side) / Double(newSide)
        result.side = newSide
        result.pixels = []
        let spans = (0..<newSide).map { weights(from: Double($0) * step, to: Double($0 + 1) * step) }
        for rows in spans {
            for columns in spans {
                var sum = 0.0
                for (y, rowWeight) in rows {
                    for (x, columnWeight) in columns { sum += pixels[y * side + x] * rowWeight * columnWeight }
                }
                result.pixels.append(sum / (step * step))
            }
        }
        return result
    }

    /// Blurs with a Gaussian of `sigma` pixels: ink that spreads, a lens out of focus.
    func blurred(sigma: Double) -> GreyImage {
        var kernel = (0...Int((sigma * 3).rounded(.up))).map { exp(-Double($0 * $0) / (2 * sigma * sigma)) }
        let total = 2 * kernel.reduce(0, +) - kernel[0]
        kernel = kernel.map { $0 / total }
        return smearedAlongRows(by: kernel).transposed.smearedAlongRows(by: kernel).transposed
    }

    /// Squeezes black and white to the given greys: faded thermal paper, grey paper.
    func faded(black: Double, white: Double) -> GreyImage {
        var result = self
        result.pixels = pixels.map { black + $0 * (white - black) }
        return result
    }

    /// Adds noise with a standard deviation of `deviation` to every pixel, and turns the share `specks` black or white.
    func noisy(deviation: Double, specks: Double, using random: inout SeededGenerator) -> GreyImage {
        var result = self
        for index in pixels.indices {
            // The sum of three uniform numbers in -1...1 has a variance of 1 and is close to normal.
            var sum = 0.0
            for _ in 0..<3 { sum += Double(Int64(bitPattern: random.next())) / 0x1p63 }
            result.pixels[index] = min(1, max(0, pixels[index] + sum * deviation))
            if Double.random(in: 0..<1, using: &random) < specks {
                result.pixels[index] = Bool.random(using: &random) ? 0 : 1
            }
        }
        return result
    }

    /// Paints a square white or black: a tear, a stain.
    func spoiled(x: Int, y: Int, size: Int, grey: Double) -> GreyImage {
        var result = self
        for row in max(0, y)..<min(side, y + size) {
            for column in max(0, x)..<min(side, x + size) { result.pixels[row * side + column] = grey }
        }
        return result
    }

    /// Leaves every `period`th column of pixels unprinted: dead elements of a thermal print head.
    func withDeadColumns(every period: Int, width: Int) -> GreyImage {
        var result = self
        for index in pixels.indices where (index % side) % period < width { result.pixels[index] = 1 }
        return result
    }

    /// Turns the image about its centre, on white, by bilinear interpolation.
    func turned(degrees: Double) -> GreyImage {
        var result = self
        let angle = degrees * .pi / 180
        let centre = Double(side - 1) / 2
        for y in 0..<side {
            for x in 0..<side {
                let (dx, dy) = (Double(x) - centre, Double(y) - centre)
                let sourceX = centre + dx * cos(angle) + dy * sin(angle)
                let sourceY = centre - dx * sin(angle) + dy * cos(angle)
                result.pixels[y * side + x] = interpolated(sourceX, sourceY)
            }
        }
        return result
    }

    /// The image as a binary PGM file.
    var pgm: [UInt8] {
        Array("P5\n\(side) \(side)\n255\n".utf8) + pixels.map { UInt8((min(1, max(0, $0)) * 255).rounded()) }
    }

    private var transposed: GreyImage {
        var result = self
        for y in 0..<side {
            for x in 0..<side { result.pixels[x * side + y] = pixels[y * side + x] }
        }
        return result
    }

    /// Convolves each row with a symmetric kernel whose centre comes first; the edge pixel continues outside.
    private func smearedAlongRows(by kernel: [Double]) -> GreyImage {
        var result = self
        for y in 0..<side {
            let row = y * side
            for x in 0..<side {
                var sum = pixels[row + x] * kernel[0]
                for (distance, weight) in kernel.enumerated().dropFirst() {
                    sum += (pixels[row + max(0, x - distance)] + pixels[row + min(side - 1, x + distance)]) * weight
                }
                result.pixels[row + x] = sum
            }
        }
        return result
    }

    private func weights(from start: Double, to end: Double) -> [(Int, Double)] {
        (Int(start)..<min(side, Int(end.rounded(.up)))).map { ($0, min(end, Double($0 + 1)) - max(start, Double($0))) }
    }

    private func interpolated(_ x: Double, _ y: Double) -> Double {
        func pixel(_ column: Int, _ row: Int) -> Double {
            (0..<side).contains(column) && (0..<side).contains(row) ? pixels[row * side + column] : 1
        }
        let (left, top) = (Int(x.rounded(.down)), Int(y.rounded(.down)))
        let (across, down) = (x - Double(left), y - Double(top))
        return (pixel(left, top) * (1 - across) + pixel(left + 1, top) * across) * (1 - down)
            + (pixel(left, top + 1) * (1 - across) + pixel(left + 1, top + 1) * across) * down
    }
}
