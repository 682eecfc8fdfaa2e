/// A vendor's GM/T 0018 library, loaded into this process and checked for the compulsory functions. It stays loaded
/// until the process ends: libraries that start threads of their own do not survive being unloaded.
package struct SDFLibrary: Sendable {
    let functions: SDFFunctions

    /// Loads the library. Touches no device.
    ///
    /// - Parameters:
    ///   - path: of the shared library, from the operator's configuration.
    ///   - bindsDeep: the library's own symbols come before those of this process, so that a vendor's built-in OpenSSL
    ///     and ours never meet. Only a process under a sanitizer switches it off: the two do not work together.
    /// - Throws: ``SDFLoadError``; nothing stays loaded then.
    package init(path: String, bindsDeep: Bool = true) throws(SDFLoadError) {
        guard let file = LibraryFile(path: path) else { throw .missing(path: path) }
        guard let header = ELFHeader(file.head) else { throw .notALibrary(path: path) }
        guard header.architecture == ELFHeader.ours else {
            throw .wrongArchitecture(path: path, found: header.architecture, needed: ELFHeader.ours)
        }
        guard let segments = ELFSegments(file.head), segments.end <= file.length else {
            throw .incomplete(path: path)
        }
        let symbols = try SDFSymbols(path: path, bindsDeep: bindsDeep)
        do {
            functions = try SDFFunctions(symbols)
        } catch {
            symbols.close()
            throw error
        }
    }
}
