import MLLP
import NIOCore
import Testing

struct AddressRangeTests {
    @Test(arguments: [
        ("10.3.0.0/16", "10.3.255.1", true), ("10.3.0.0/16", "10.4.0.1", false), ("127.0.0.1", "127.0.0.1", true),
        ("127.0.0.1", "127.0.0.2", false), ("0.0.0.0/0", "8.8.8.8", true), ("127.0.0.1", "::ffff:127.0.0.1", true),
        ("fd00::/8", "fd12::1", true), ("fd00::/8", "fe80::1", false), ("::/0", "10.0.0.1", false),
        ("10.3.128.0/17", "10.3.127.255", false),
    ])
    func `a range holds what shares its prefix`(range: String, address: String, isIn: Bool) throws {
        let address = try SocketAddress(ipAddress: address, port: 1)
        #expect(try #require(AddressRange(range)).contains(address) == isIn)
    }

    @Test(arguments: [
        "", "10.3", "10.3.0.0/33", "10.3.0.1/16", "10.3.0.0/-1", "10.3.0.0/", "host", "::/129", "10.0.0.0/8/8",
    ])
    func `what is no range is not read`(text: String) { #expect(AddressRange(text) == nil) }
}
