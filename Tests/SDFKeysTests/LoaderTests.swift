import Foundation
import HealthCardServices
import SDFKeys
import SMCrypto
import SoftDevices
import Testing

/// A library that cannot be used says why, before anything starts.
struct LoaderTests {
    /// A file for one test.
    private static func path(_ ending: String) -> String {
        SoftDevice.scratchPath(ending)
    }

    private static func compile(_ source: String, _ options: String...) throws -> String {
        let (text, library) = (path("c"), path("so"))
        try source.write(toFile: text, atomically: true, encoding: .utf8)
        let compiler = Process()
        compiler.executableURL = URL(filePath: "/usr/bin/env")
        compiler.arguments = ["cc", "-shared", "-fPIC", "-o", library, text] + options
        try compiler.run()
        compiler.waitUntilExit()
        try #require(compiler.terminationStatus == 0, "the test's own library does not compile")
        return library
    }

    private static let compulsory = [
        "OpenDevice", "CloseDevice", "OpenSession", "CloseSession", "GetDeviceInfo", "GenerateRandom",
        "GetPrivateKeyAccessRight", "ReleasePrivateKeyAccessRight", "ExportSignPublicKey_ECC",
        "GenerateKeyWithIPK_ECC", "ImportKeyWithISK_ECC", "DestroyKey", "InternalSign_ECC", "Encrypt", "Decrypt",
    ]

    @Test(arguments: SoftModel.allCases)
    func `each software device's library loads`(model: SoftModel) throws {
        _ = try SDFLibrary(path: SoftDevice(model).libraryPath)
    }

    @Test func `a missing file is named`() {
        let path = Self.path("so")
        #expect(throws: SDFLoadError.missing(path: path)) { try SDFLibrary(path: path) }
        #expect("\(SDFLoadError.missing(path: path))".contains(path))
    }

    @Test func `a file that is no library is named`() throws {
        for content in [[], [0x7F], Array("#!/bin/sh\nexit 0\n# not a library".utf8)] as [[UInt8]] {
            let path = Self.path("so")
            try Data(content).write(to: URL(filePath: path))
            #expect(throws: SDFLoadError.notALibrary(path: path)) { try SDFLibrary(path: path) }
        }
    }

    @Test(arguments: [(40, "arm"), (258, "loongarch64"), (0x9916, "sw_64"), (0x7777, "ELF machine 30583")])
    func `a library for another processor says for which`(machine: UInt16, name: String) throws {
        var library = try Data(contentsOf: URL(filePath: SoftDevice(.odd).libraryPath))
        library[18] = UInt8(machine & 0xFF)
        library[19] = UInt8(machine >> 8)
        let path = Self.path("so")
        try library.write(to: URL(filePath: path))
        #expect {
            try SDFLibrary(path: path)
        } throws: { error in
            guard case SDFLoadError.wrongArchitecture(_, let found, _) = error else { return false }
            return found == name && "\(error)".contains(name)
        }
    }

    @Test(arguments: [20, 63, 64, 500, 2_000, 20_000])
    func `a library that is cut off is not loaded`(length: Int) throws {
        let library = try Data(contentsOf: URL(filePath: SoftDevice(.odd).libraryPath))
        let path = Self.path("so")
        try library.prefix(length).write(to: URL(filePath: path))
        #expect(throws: SDFLoadError.incomplete(path: path)) { try SDFLibrary(path: path) }
    }

    @Test func `a library that needs another one that is missing says which`() throws {
        let inner = try Self.compile("int there(void) { return 0; }")
        let outer = try Self.compile("int here(void) { return 0; }", "-Wl,--no-as-needed", inner)
        try FileManager.default.removeItem(atPath: inner)
        #expect {
            try SDFLibrary(path: outer)
        } throws: { error in
            guard case SDFLoadError.notLoadable(_, let reason) = error else { return false }
            return reason.contains(URL(filePath: inner).lastPathComponent)
        }
    }

    @Test func `a library that lacks a compulsory function names it`() throws {
        for missing in [Self.compulsory[0], Self.compulsory[7], Self.compulsory[14]] {
            let present = Self.compulsory.filter { $0 != missing }
            let path = try Self.compile(present.map { "int SDF_\($0)(void) { return 0; }\n" }.joined())
            #expect(throws: SDFLoadError.symbolMissing(name: "SDF_\(missing)")) { try SDFLibrary(path: path) }
            #expect("\(SDFLoadError.symbolMissing(name: "SDF_\(missing)"))".contains("SDF_\(missing)"))
        }
    }

    @Test func `a library with nothing but the compulsory functions loads`() throws {
        _ = try SDFLibrary(path: Self.compile(Self.compulsory.map { "int SDF_\($0)(void) { return 0; }\n" }.joined()))
    }

    @Test func `a library that answers yes to everything and gives nothing is a wrong answer, not a crash`()
        async throws
    {
        let source = Self.compulsory.map { "int SDF_\($0)(void) { return 0; }\n" }.joined()
        let service = try SDFKeyService(
            library: SDFLibrary(path: Self.compile(source)),
            profile: SoftModel.standard2012.profile,
            password: SecretBytes(SoftDevice.password)
        )
        await service.start()
        #expect(!service.isAvailable)
        await service.close()
    }

    @Test func `a vendor's own OpenSSL stays the vendor's, and ours ours`() async throws {
        let message = Array("abc".utf8)
        let digest = SM3.hash(message)
        let key = try SM2PrivateKey.generate()
        try await Running.on(SoftDevice(.odd), .patient) { running in
            #expect(running.service.isAvailable)
            #expect(SM3.hash(message) == digest)
            let signature = try key.sign(message)
            #expect(key.publicKey.isValid(signature, for: message))
            #expect(HMACSM3(key: [1]).authenticate(message) == HMACSM3(key: [1]).authenticate(message))
        }
    }

    @Test(arguments: [(SoftModel.standard2023, true), (.odd, false)])
    func `without deep binding a library works only if it brings no OpenSSL of its own`(
        model: SoftModel,
        works: Bool
    ) async throws {
        let service = try SDFKeyService(
            library: SDFLibrary(path: SoftDevice(model).libraryPath, bindsDeep: false),
            profile: model.profile,
            password: SecretBytes(SoftDevice.password),
            settings: .patient
        )
        await service.start()
        #expect(service.isAvailable == works)
        if works {
            #expect(try await service.randomBytes(16).count == 16)
        } else {
            await #expect(throws: KeyServiceError.unavailable) { try await service.randomBytes(16) }
        }
        await service.close()
    }

    @Test func `every reason is told in Chinese and in English`() {
        let errors: [SDFLoadError] = [
            .missing(path: "p"), .notALibrary(path: "p"), .incomplete(path: "p"),
            .wrongArchitecture(path: "p", found: "a", needed: "b"),
            .notLoadable(path: "p", reason: "r"), .symbolMissing(name: "s"), .passwordLength,
        ]
        for error in errors {
            #expect("\(error)".contains(/\p{Han}.* \/ [A-Z]/), "\(error)")
        }
    }
}
