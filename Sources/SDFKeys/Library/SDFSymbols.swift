import Glibc

/// An opened shared library that is asked for functions by name.
@safe
struct SDFSymbols {
    private let handle: UnsafeMutableRawPointer

    /// Opens the library with all its own needs resolved now, its symbols hidden from this process, and, unless
    /// switched off, its own symbols preferred to ours.
    ///
    /// - Throws: `.notLoadable` with the words of the system's loader.
    init(path: String, bindsDeep: Bool) throws(SDFLoadError) {
        // A bare name would be looked for in the folders of the system, and not be the file that was checked.
        let file = path.contains("/") ? path : "./\(path)"
        let mode = RTLD_NOW | RTLD_LOCAL | (bindsDeep ? RTLD_DEEPBIND : 0)
        guard let handle = unsafe file.withCString({ unsafe dlopen($0, mode) }) else {
            let words = unsafe dlerror().map { unsafe String(cString: $0) }
            throw .notLoadable(path: path, reason: words ?? "")
        }
        unsafe self.handle = unsafe handle
    }

    /// A function every library must have.
    ///
    /// - Throws: `.symbolMissing`.
    func compulsory<Function>(_ name: String, as type: Function.Type) throws(SDFLoadError) -> Function {
        guard let function = unsafe optional(name, as: type) else { throw .symbolMissing(name: name) }
        return function
    }

    /// A function a library may lack. The caller answers for the type.
    @unsafe
    func optional<Function>(_ name: String, as type: Function.Type) -> Function? {
        guard let address = unsafe name.withCString({ unsafe dlsym(handle, $0) }) else { return nil }
        return unsafe unsafeBitCast(address, to: type)
    }

    /// Gives the library back; only for one that turned out unusable.
    func close() {
        _ = unsafe dlclose(handle)
    }
}
