/// Owns one reference to a libcrypto object and gives it back at the end of its life.
///
/// `@unchecked Sendable` holds because the object is never changed after it is wrapped: libcrypto counts references
/// atomically, and the calls of this target only read the object, or copy it and change the copy.
@safe
final class LibraryHandle: @unchecked Sendable {
    /// Valid as long as this handle lives.
    let pointer: OpaquePointer
    private let release: @Sendable (OpaquePointer) -> Void

    init(owning pointer: OpaquePointer, release: @escaping @Sendable (OpaquePointer) -> Void) {
        unsafe self.pointer = pointer
        unsafe self.release = release
    }

    /// Wraps an algorithm that every supported libcrypto has. Without it nothing works, so its absence stops the
    /// process.
    static func algorithm(
        _ name: StaticString,
        _ pointer: OpaquePointer?,
        release: @escaping @Sendable (OpaquePointer) -> Void
    ) -> LibraryHandle {
        guard let pointer = unsafe pointer else {
            preconditionFailure("libcrypto has no \(name): the installation is broken or forbids it")
        }
        return unsafe LibraryHandle(owning: pointer, release: release)
    }

    deinit { unsafe release(pointer) }
}
