import Foundation
import HealthCardDomain
import HealthCardServices
import SDFKeys
import SMCrypto
import SoftDevices
import Testing

/// What is particular to keys in a device.
struct KeyTests {
    @Test(arguments: SoftModel.allCases)
    func `keys outlive the service`(model: SoftModel) async throws {
        let device = try SoftDevice(model)
        var keys: [RootKey] = []
        var sealed: [UInt8] = []
        try await Running.on(device, .patient) { running in
            keys = [
                try await running.service.makeRoot(.signing, version: 2),
                try await running.service.makeRoot(.sealing, version: 1),
            ]
            sealed = try await running.service.seal([7], context: [1], with: keys[1])
        }
        try await Running.on(SoftDevice(model, state: device), .patient) { running in
            let signature = try await running.service.sign([1], with: keys[0])
            #expect(try await running.service.isValid(signature, for: [1], by: keys[0]))
            #expect(try await running.service.open(sealed, context: [1], with: keys[1]) == [7])
        }
    }

    @Test func `what one vendor's device sealed, another vendor's library over the same keys opens`() async throws {
        let first = try SoftDevice(.standard2012)
        let second = try SoftDevice(.standard2023, state: first)
        try await Running.on(first, .patient) { one in
            let key = try await one.service.makeRoot(.sealing, version: 1)
            let sealed = try await one.service.seal([7], context: [], with: key)
            try await Running.on(second, .patient) { other in
                let plaintext = try await other.service.open(sealed, context: [], with: key)
                #expect(plaintext == [7])
            }
        }
    }

    @Test func `keys of another device are not usable`() async throws {
        try await Running.on(SoftDevice(.standard2012), .patient) { one in
            let signing = try await one.service.makeRoot(.signing, version: 1)
            let sealing = try await one.service.makeRoot(.sealing, version: 1)
            let sealed = try await one.service.seal([7], context: [], with: sealing)
            try await Running.on(SoftDevice(.standard2012), .patient) { other in
                await #expect(throws: KeyServiceError.keyNotUsable) {
                    try await other.service.sign([1], with: signing)
                }
                await #expect(throws: KeyServiceError.keyNotUsable) {
                    try await other.service.publicKey(of: signing)
                }
                await #expect(throws: KeyServiceError.keyNotUsable) {
                    try await other.service.seal([1], context: [], with: sealing)
                }
                await #expect(throws: KeyServiceError.notAuthentic) {
                    try await other.service.open(sealed, context: [], with: sealing)
                }
            }
        }
    }

    @Test func `there are as many signing versions as the profile names pairs`() async throws {
        try await Running.on(SoftDevice(.standard2023), .patient) { running in
            var points: Set<[UInt8]> = []
            for version in 1...7 as ClosedRange<UInt32> {
                let key = try await running.service.makeRoot(.signing, version: version)
                points.insert(try await running.service.publicKey(of: key).uncompressed)
            }
            #expect(points.count == 7)
            for version in [8, UInt32.max] {
                await #expect(throws: KeyServiceError.notSupported(operation: "makeRoot")) {
                    try await running.service.makeRoot(.signing, version: version)
                }
            }
            await #expect(throws: KeyServiceError.badArgument) {
                try await running.service.makeRoot(.signing, version: 0)
            }
        }
    }

    @Test func `a pair that was removed from the device is not usable, and its neighbours are`() async throws {
        try await Running.on(SoftDevice(.odd), .patient) { running in
            let kept = try await running.service.makeRoot(.signing, version: 1)
            try FileManager.default.removeItem(at: running.device.stateFolder.appending(path: "sign-2.sm2"))
            await #expect(throws: KeyServiceError.keyNotUsable) {
                try await running.service.makeRoot(.signing, version: 2)
            }
            _ = try await running.service.sign([1], with: kept)
        }
    }

    @Test func `destroying more keys than a process can remember is refused, and the key stays usable`() async throws {
        try await Running.on(SoftDevice(.standard2012), .patient) { running in
            let key = try await running.service.makeRoot(.sealing, version: 1)
            var last = key
            for number in 0..<4096 {
                // Behind head and C1 lies C3, which is not checked before the device unwraps.
                var locator = key.locator
                locator[70] ^= 0xFF
                locator[71] = UInt8(number >> 8)
                locator[72] = UInt8(number & 0xFF)
                last = RootKey(purpose: .sealing, version: 1, locator: locator)
                try await running.service.destroyRoot(last)
            }
            await #expect {
                try await running.service.destroyRoot(key)
            } throws: { error in
                if case KeyServiceError.failed = error { true } else { false }
            }
            let sealed = try await running.service.seal([7], context: [], with: key)
            #expect(try await running.service.open(sealed, context: [], with: key) == [7])
            // One that is destroyed already takes no more room.
            try await running.service.destroyRoot(last)
            await #expect(throws: KeyServiceError.keyNotUsable) {
                try await running.service.seal([7], context: [], with: last)
            }
        }
    }

    @Test func `a wrong password makes keys unusable, and no more than that`() async throws {
        let device = try SoftDevice(.standard2012)
        let service = try device.service(.patient, password: Array("not the password".utf8))
        try await Running.with(Running(device: device, service: service)) { running in
            #expect(running.service.isPasswordRefused)
            let bytes = try await running.service.randomBytes(16)
            #expect(bytes.count == 16)
            for purpose in RootKeyPurpose.allCases {
                await #expect(throws: KeyServiceError.keyNotUsable) {
                    try await running.service.makeRoot(purpose, version: 1)
                }
            }
            #expect(running.service.isAvailable)
        }
    }

    @Test(arguments: [0, 7, 256])
    func `a password of a length no device takes is refused at once`(count: Int) throws {
        let device = try SoftDevice(.standard2012)
        #expect(throws: SDFLoadError.passwordLength) {
            try device.service(password: [UInt8](repeating: 0x61, count: count))
        }
    }

    @Test(arguments: ["hmac", "calculateMAC"])
    func `a profile that promises what the library lacks gets a clear no`(way: String) async throws {
        let json = ProfileText.standard2012.replacing("\"mac\": \"none\"", with: "\"mac\": \"\(way)\"")
        let device = try SoftDevice(.standard2012)
        let service = try device.service(.patient, profile: SDFProfile(json: Array(json.utf8)))
        try await Running.with(Running(device: device, service: service)) { running in
            let key = try await running.service.makeRoot(.sealing, version: 1)
            await #expect {
                try await running.service.mac([1], with: key)
            } throws: { error in
                if case KeyServiceError.notSupported = error { true } else { false }
            }
        }
    }

    @Test(arguments: [(SoftModel.standard2012, SoftModel.odd), (.odd, .standard2023)])
    func `under another vendor's profile a device gives wrong answers, not wrong keys`(
        model: SoftModel,
        profile: SoftModel
    ) async throws {
        let device = try SoftDevice(model)
        let service = try device.service(.patient, profile: profile.profile)
        try await Running.with(Running(device: device, service: service)) { running in
            for purpose in RootKeyPurpose.allCases {
                await #expect(throws: KeyServiceError.wrongAnswer) {
                    try await running.service.makeRoot(purpose, version: 1)
                }
            }
        }
    }
}
