/// Why a symbol or an image could not be made; never holds the text.
package enum QRFault: Error, Sendable, Equatable {
    /// The text has no characters.
    case emptyText
    /// The text holds something other than printable ASCII (0x20...0x7E).
    case notPrintableASCII
    /// No version of the symbol holds the text at the asked correction.
    case textTooLong
    /// The scale lies outside ``QRPNG/scales``.
    case scaleOutOfRange
    /// libqrencode failed for another reason, with its `errno`.
    case encoderFailed(errno: Int32)
    /// libpng could not write the image.
    case imageFailed
}
