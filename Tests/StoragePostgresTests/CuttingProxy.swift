import Foundation
import Glibc
import Synchronization

/// Stands between the driver and the server on a socket of its own, and cuts connections at their `COMMIT`.
///
/// `@unchecked Sendable` holds because everything that changes lies behind the lock.
final class CuttingProxy: Sendable {
    /// What becomes of a `COMMIT`.
    enum Cut: CaseIterable {
        /// It never reaches the server.
        case before
        /// It reaches the server, whose answer is dropped.
        case after
        /// The client is cut off first; the server gets it later, when the client has long asked elsewhere.
        case late
    }

    private struct State {
        /// Those to come; a `COMMIT` passes where there is none.
        var cuts: [Cut] = []
        var cutCount = 0
        var commitCount = 0
    }

    /// As it stands in a message, and not in the name of an isolation level.
    private static let marker = Array("COMMIT\0".utf8)
    /// One commit of so many is cut: a writer whose every commit is cut rightly gives up.
    private static let spacing = 3
    private static let lateMicroseconds: UInt32 = 30_000

    let folder: URL
    private let listener: Int32
    private let server: String
    private let state = Mutex(State())

    /// - Parameter server: the path of the server's socket.
    init(server: String) throws {
        self.server = server
        folder = URL(filePath: "/tmp/xinglin-proxy-\(UUID().uuidString.prefix(8))")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: false)
        listener = Glibc.socket(AF_UNIX, Int32(SOCK_STREAM.rawValue), 0)
        try Self.with(folder.appending(path: ".s.PGSQL.5432").path) { bind(listener, $0, $1) }
        guard listen(listener, 128) == 0 else { throw POSIXError(.EIO) }
        let (socket, proxy) = (listener, self)
        Self.thread {
            while true {
                let client = accept(socket, nil, nil)
                if client < 0 { return }
                Self.thread { proxy.serve(client) }
            }
        }
    }

    /// How often a connection was cut.
    var cutCount: Int { state.withLock { $0.cutCount } }

    /// Cuts at coming commits, one after another.
    func cut(_ cuts: [Cut]) { state.withLock { $0.cuts += cuts } }

    func close() throws {
        shutdown(listener, Int32(SHUT_RDWR))
        Glibc.close(listener)
        try FileManager.default.removeItem(at: folder)
    }

    private func serve(_ client: Int32) {
        let upstream = Glibc.socket(AF_UNIX, Int32(SOCK_STREAM.rawValue), 0)
        guard (try? Self.with(server) { connect(upstream, $0, $1) }) != nil else {
            Glibc.close(client)
            return
        }
        let isSilent = Flag()
        let ended = DispatchSemaphore(value: 0)
        Self.thread {
            while let bytes = Self.receive(upstream) {
                if !isSilent.isSet, !Self.send(bytes, to: client) { break }
            }
            shutdown(client, Int32(SHUT_RDWR))
            ended.signal()
        }
        while let bytes = Self.receive(client) {
            let cut: Cut? = state.withLock { state in
                guard bytes.firstRange(of: Self.marker) != nil else { return nil }
                state.commitCount += 1
                guard !state.cuts.isEmpty, state.commitCount % Self.spacing == 0 else { return nil }
                state.cutCount += 1
                return state.cuts.removeFirst()
            }
            switch cut {
            case nil: if Self.send(bytes, to: upstream) { continue }
            case .before: shutdown(client, Int32(SHUT_RDWR))
            case .after:
                isSilent.set()
                _ = Self.send(bytes, to: upstream)
                usleep(Self.lateMicroseconds)
                shutdown(client, Int32(SHUT_RDWR))
            case .late:
                isSilent.set()
                shutdown(client, Int32(SHUT_RDWR))
                usleep(Self.lateMicroseconds)
                _ = Self.send(bytes, to: upstream)
                usleep(Self.lateMicroseconds)
            }
            break
        }
        shutdown(upstream, Int32(SHUT_RDWR))
        ended.wait()
        Glibc.close(client)
        Glibc.close(upstream)
    }

    private static func receive(_ socket: Int32) -> [UInt8]? {
        var buffer = [UInt8](repeating: 0, count: 65_536)
        let count = recv(socket, &buffer, buffer.count, 0)
        return count > 0 ? Array(buffer.prefix(count)) : nil
    }

    private static func send(_ bytes: [UInt8], to socket: Int32) -> Bool {
        var sent = 0
        while sent < bytes.count {
            let count = bytes[sent...].withUnsafeBytes {
                Glibc.send(socket, $0.baseAddress, $0.count, Int32(MSG_NOSIGNAL))
            }
            guard count > 0 else { return false }
            sent += count
        }
        return true
    }

    private static func thread(_ body: @escaping @Sendable () -> Void) {
        Thread(block: body).start()
    }

    /// Calls with the address of a socket's path.
    private static func with(_ path: String, _ body: (UnsafePointer<sockaddr>, socklen_t) -> Int32) throws {
        var address = sockaddr_un()
        address.sun_family = sa_family_t(AF_UNIX)
        withUnsafeMutableBytes(of: &address.sun_path) { $0.copyBytes(from: path.utf8.prefix($0.count - 1)) }
        let status = withUnsafePointer(to: &address) {
            $0.withMemoryRebound(to: sockaddr.self, capacity: 1) { body($0, socklen_t(MemoryLayout<sockaddr_un>.size)) }
        }
        guard status == 0 else { throw POSIXError(.init(rawValue: errno) ?? .EIO) }
    }
}

/// A truth that one thread sets and another reads.
private final class Flag: Sendable {
    private let value = Mutex(false)
    var isSet: Bool { value.withLock { $0 } }
    func set() { value.withLock { $0 = true } }
}
