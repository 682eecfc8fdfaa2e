package import NIOCore

/// Addresses of the Internet that share a prefix, such as `10.3.0.0/16` or `::1/128`; without a length, one address.
package struct AddressRange: Sendable, Hashable {
    private let bytes: [UInt8]
    private let prefixBits: Int

    /// Reads a range; `nil` where the text is none, or says bits behind the prefix.
    package init?(_ text: String) {
        let parts = text.split(separator: "/", maxSplits: 1, omittingEmptySubsequences: false)
        guard let address = try? SocketAddress(ipAddress: String(parts[0]), port: 0) else { return nil }
        bytes = address.addressBytes
        prefixBits = parts.count == 1 ? bytes.count * 8 : Int(parts[1]) ?? -1
        guard (0...bytes.count * 8).contains(prefixBits) else { return nil }
        let isClean = (prefixBits..<bytes.count * 8).allSatisfy { !Self.bit($0, of: bytes) }
        guard isClean else { return nil }
    }

    /// Whether an address lies in the range. An IPv4 address that arrives as IPv6 counts as what it is.
    package func contains(_ address: SocketAddress) -> Bool {
        let other = address.addressBytes
        return other.count == bytes.count
            && (0..<prefixBits).allSatisfy { Self.bit($0, of: bytes) == Self.bit($0, of: other) }
    }

    private static func bit(_ position: Int, of bytes: [UInt8]) -> Bool {
        bytes[position / 8] >> (7 - UInt8(position % 8)) & 1 == 1
    }
}

extension SocketAddress {
    /// 4 or 16 bytes; none of a socket that has no address of the Internet.
    fileprivate var addressBytes: [UInt8] {
        // The address lies at byte 4 of a `sockaddr_in`, at byte 8 of a `sockaddr_in6`.
        let place: Range<Int>
        switch self {
        case .v4: place = 4..<8
        case .v6: place = 8..<24
        case .unixDomainSocket: return []
        }
        let bytes = unsafe withSockAddr { address, size in
            unsafe Array(UnsafeRawBufferPointer(start: address, count: size)[place])
        }
        let mapped = [UInt8](repeating: 0, count: 10) + [0xFF, 0xFF]
        return bytes.starts(with: mapped) ? Array(bytes.suffix(4)) : bytes
    }
}
