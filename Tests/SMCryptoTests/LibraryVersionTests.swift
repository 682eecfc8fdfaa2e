import SMCrypto
import Testing

@Suite struct `The library underneath` {
    @Test func `is named, and is one that does not leak signing keys`() {
        #expect(LibraryVersion.text.hasPrefix("OpenSSL "))
        #expect(LibraryVersion.isRecommended, "install libssl3 3.0.22-1~deb12u2 or later")
    }

    @Test(
        arguments: [
            (1, 1, 1, false), (3, 0, 0, false), (3, 0, 21, false), (3, 0, 22, true), (3, 0, 23, true), (3, 5, 0, true),
            (4, 0, 0, true),
        ] as [(UInt32, UInt32, UInt32, Bool)]
    )
    func `is recommended from 3 0 22 on`(major: UInt32, minor: UInt32, patch: UInt32, expected: Bool) {
        #expect(LibraryVersion.isRecommended(major: major, minor: minor, patch: patch) == expected)
    }
}
