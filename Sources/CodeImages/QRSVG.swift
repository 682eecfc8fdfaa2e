/// Draws a symbol as a stand-alone SVG image, one unit a module, dark on light, with the quiet zone.
package enum QRSVG {
    /// The image as UTF-8 text without an XML declaration, ready to stand in a page or in a file.
    ///
    /// - Parameters:
    ///   - matrix: The symbol.
    ///   - title: What a screen reader says for the image; the image is hidden from it if this is empty. The text
    ///     of the code does not belong here.
    package static func render(_ matrix: QRMatrix, title: String = "") -> String {
        let side = matrix.width + 2 * QuietZone.modules
        var path = ""
        path.reserveCapacity(matrix.width * matrix.width * 4)
        for y in 0..<matrix.width {
            for run in matrix.darkRuns(inRow: y) {
                let left = run.lowerBound + QuietZone.modules
                path += "M\(left) \(y + QuietZone.modules)h\(run.count)v1H\(left)z"
            }
        }
        let label = escaped(title)
        let role = title.isEmpty ? "aria-hidden=\"true\"" : "role=\"img\" aria-label=\"\(label)\""
        let caption = title.isEmpty ? "" : "<title>\(label)</title>"
        return "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 \(side) \(side)\" "
            + "shape-rendering=\"crispEdges\" \(role)>\(caption)"
            + "<path fill=\"#fff\" d=\"M0 0h\(side)v\(side)H0z\"/><path fill=\"#000\" d=\"\(path)\"/></svg>"
    }

    /// `text` for an attribute or an element; characters that XML 1.0 forbids become U+FFFD.
    private static func escaped(_ text: String) -> String {
        var result = ""
        for scalar in text.unicodeScalars {
            switch scalar {
            case "&": result += "&amp;"
            case "<": result += "&lt;"
            case ">": result += "&gt;"
            case "\"": result += "&quot;"
            case "\u{0}"..."\u{1F}", "\u{7F}"..."\u{9F}", "\u{FFFE}", "\u{FFFF}": result += "\u{FFFD}"
            default: result.unicodeScalars.append(scalar)
            }
        }
        return result
    }
}
