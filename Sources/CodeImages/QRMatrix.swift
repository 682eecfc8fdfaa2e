import CQREncode

#if canImport(Glibc)
    import Glibc
#else
    import Darwin
#endif

/// The dark and light modules of a QR code (ISO/IEC 18004), without the quiet zone.
///
/// libqrencode picks the smallest version and the cheapest mix of modes: upper-case hexadecimal, digits and `:` travel
/// in alphanumeric mode, two characters in 11 bits.
package struct QRMatrix: Sendable, Equatable {
    /// How much of a damaged symbol can be restored.
    package enum Correction: Sendable, CaseIterable {
        /// About 7 %.
        case low
        /// About 15 %; what card codes are shown with.
        case medium
        /// About 25 %; for printed labels.
        case quartile
        /// About 30 %.
        case high
    }

    /// Modules along one side: 21 for version 1, four more for each further version, up to 177.
    package let width: Int

    /// Row by row from the top left corner; `true` is dark.
    private let modules: [Bool]

    /// Encodes printable ASCII text, case kept.
    ///
    /// - Throws: `.emptyText`, `.notPrintableASCII`, `.textTooLong`, or `.encoderFailed`.
    package init(_ text: String, correction: Correction = .medium) throws(QRFault) {
        guard !text.isEmpty else { throw .emptyText }
        guard text.utf8.allSatisfy({ (0x20...0x7E).contains($0) }) else { throw .notPrintableASCII }
        guard let code = unsafe QRcode_encodeString(text, 0, correction.level, QR_MODE_8, 1) else {
            let reason = errno
            throw reason == ERANGE ? .textTooLong : .encoderFailed(errno: reason)
        }
        defer { unsafe QRcode_free(code) }
        let width = unsafe Int(code.pointee.width)
        let bytes = unsafe UnsafeBufferPointer(start: code.pointee.data, count: width * width)
        self.width = width
        modules = unsafe bytes.map { $0 & 1 == 1 }
    }

    /// Whether the module in column `x` and row `y` is dark; both count from 0 at the top left.
    package subscript(x: Int, y: Int) -> Bool {
        precondition((0..<width).contains(x) && (0..<width).contains(y), "A module lies inside the symbol.")
        return modules[y * width + x]
    }

    /// The runs of dark modules of row `y`, from left to right.
    func darkRuns(inRow y: Int) -> [Range<Int>] {
        let row = modules[(y * width)..<((y + 1) * width)]
        var runs: [Range<Int>] = []
        var start: Int?
        for (x, isDark) in row.enumerated() {
            if isDark {
                start = start ?? x
            } else if let first = start {
                runs.append(first..<x)
                start = nil
            }
        }
        if let start { runs.append(start..<width) }
        return runs
    }
}

extension QRMatrix.Correction {
    fileprivate var level: QRecLevel {
        switch self {
        case .low: QR_ECLEVEL_L
        case .medium: QR_ECLEVEL_M
        case .quartile: QR_ECLEVEL_Q
        case .high: QR_ECLEVEL_H
        }
    }
}
