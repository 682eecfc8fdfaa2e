import CLibCrypto
import Glibc
import Synchronization

/// Bytes of a key in memory pages of their own: never swapped out, not in a core dump, overwritten at the end.
///
/// A process may only lock as much memory as its limit allows (`RLIMIT_MEMLOCK`, `LimitMEMLOCK=` of a systemd unit).
/// Beyond that the bytes are kept in ordinary pages, and ``isMemoryLocked`` says so from then on. Each value takes at
/// least one page: it is for keys that live long, not for one key per row or request.
///
/// `@unchecked Sendable` holds because the memory is written once, before anyone else can see the object.
@safe
package final class SecretBytes: @unchecked Sendable, RedactedSecret {
    private static let everyPageWasLocked = Atomic(true)

    /// Whether every secret of this process so far was kept out of swap; `false` stays `false`. For the inventory.
    package static var isMemoryLocked: Bool { everyPageWasLocked.load(ordering: .relaxed) }

    private let pages: UnsafeMutableRawBufferPointer

    /// How many bytes there are.
    package let count: Int

    /// Copies the bytes in. The array they came from is the caller's, and is not overwritten.
    package init(_ bytes: [UInt8]) {
        unsafe pages = Self.allocate(bytes.count)
        count = bytes.count
        unsafe pages.copyBytes(from: bytes)
    }

    /// Takes the bytes over: the array is overwritten with zeros and left empty.
    package convenience init(wiping bytes: inout [UInt8]) {
        self.init(bytes)
        Self.wipe(&bytes)
    }

    /// Lets a call of libcrypto write a secret of `count` bytes, which then never lies anywhere else.
    init(count: Int, fill: (UnsafeMutableRawBufferPointer) throws -> Void) rethrows {
        let pages = unsafe Self.allocate(count)
        unsafe self.pages = unsafe pages
        self.count = count
        try unsafe fill(UnsafeMutableRawBufferPointer(rebasing: pages[..<count]))
    }

    deinit {
        unsafe OPENSSL_cleanse(pages.baseAddress, pages.count)
        let status = unsafe munmap(pages.baseAddress, pages.count)
        precondition(status == 0, "the system would not take a secret's pages back")
    }

    /// A copy of the bytes, for a call that takes an array. The copy is not overwritten when it goes.
    package var exposed: [UInt8] { unsafe withUnsafeBytes { unsafe Array($0) } }

    /// Overwrites an array with zeros and empties it. Only this array's own memory: an earlier copy of it is not reached.
    package static func wipe(_ bytes: inout [UInt8]) {
        unsafe bytes.withUnsafeMutableBytes { unsafe OPENSSL_cleanse($0.baseAddress, $0.count) }
        bytes = []
    }

    /// Adds the bytes to an array. Reserve its capacity first: an array that grows leaves its old memory as it was.
    package func append(to bytes: inout [UInt8]) {
        unsafe withUnsafeBytes { unsafe bytes.append(contentsOf: $0) }
    }

    /// Compares two secrets; only their lengths show in the time taken.
    package func isEqual(to other: SecretBytes) -> Bool {
        guard count == other.count else { return false }
        return unsafe CRYPTO_memcmp(pages.baseAddress, other.pages.baseAddress, count) == 0
    }

    /// Lends the bytes for the time of the call.
    func withUnsafeBytes<Value>(_ body: (UnsafeRawBufferPointer) throws -> Value) rethrows -> Value {
        try unsafe body(UnsafeRawBufferPointer(rebasing: pages[..<count]))
    }

    private static func allocate(_ count: Int) -> UnsafeMutableRawBufferPointer {
        let page = Int(getpagesize())
        let length = max(1, (count + page - 1) / page) * page
        let start = unsafe mmap(nil, length, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0)
        guard let start = unsafe start, unsafe start != MAP_FAILED else {
            preconditionFailure("there is no memory left for a secret")
        }
        let isLocked = unsafe mlock(start, length) == 0
        let isKeptOutOfDumps = unsafe madvise(start, length, MADV_DONTDUMP) == 0
        if !isLocked || !isKeptOutOfDumps { everyPageWasLocked.store(false, ordering: .relaxed) }
        return unsafe UnsafeMutableRawBufferPointer(start: start, count: length)
    }
}
