import CLibPNG

/// Draws a symbol as a PNG image: 8-bit grey, dark on light, with the quiet zone.
package enum QRPNG {
    /// The pixels a module may measure on one side.
    package static let scales = 1...64

    /// The PNG file's bytes; the image measures `pixelsPerModule` times (width + 8) pixels on a side.
    ///
    /// - Throws: `.scaleOutOfRange`, or `.imageFailed` if libpng cannot write.
    package static func render(_ matrix: QRMatrix, pixelsPerModule: Int = 8) throws(QRFault) -> [UInt8] {
        guard scales.contains(pixelsPerModule) else { throw .scaleOutOfRange }
        let side = (matrix.width + 2 * QuietZone.modules) * pixelsPerModule
        return try encoded(pixels(of: matrix, side: side, pixelsPerModule: pixelsPerModule), side: side)
    }

    private static func pixels(of matrix: QRMatrix, side: Int, pixelsPerModule: Int) -> [UInt8] {
        var pixels = [UInt8](repeating: 255, count: side * side)
        for y in 0..<matrix.width {
            let top = (y + QuietZone.modules) * pixelsPerModule
            for run in matrix.darkRuns(inRow: y) {
                let left = (run.lowerBound + QuietZone.modules) * pixelsPerModule
                for row in top..<(top + pixelsPerModule) {
                    for column in 0..<(run.count * pixelsPerModule) { pixels[row * side + left + column] = 0 }
                }
            }
        }
        return pixels
    }

    private static func encoded(_ pixels: [UInt8], side: Int) throws(QRFault) -> [UInt8] {
        var image = unsafe png_image()
        unsafe image.version = png_uint_32(PNG_IMAGE_VERSION)
        unsafe image.width = png_uint_32(side)
        unsafe image.height = png_uint_32(side)
        unsafe image.format = png_uint_32(PNG_FORMAT_GRAY)
        unsafe image.flags = png_uint_32(PNG_IMAGE_FLAG_FAST)
        defer { unsafe png_image_free(&image) }
        // Deflate grows data by less than 1 %, a filter byte leads each row, and the chunks take far below 4 KiB.
        var size = png_alloc_size_t((side + 1) * side + side * side / 50 + 4_096)
        var output = [UInt8](repeating: 0, count: size)
        guard unsafe png_image_write_to_memory(&image, &output, &size, 0, pixels, png_int_32(side), nil) != 0 else {
            throw .imageFailed
        }
        output.removeLast(output.count - size)
        return output
    }
}
