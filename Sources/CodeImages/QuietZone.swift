/// The light border that ISO/IEC 18004 asks for around a symbol.
package enum QuietZone {
    /// Its width in modules, on every side.
    package static let modules = 4
}
