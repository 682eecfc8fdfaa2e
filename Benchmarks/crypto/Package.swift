// swift-tools-version: 6.2
import PackageDescription

// SMCrypto and its yardstick in C. Benchmarks/crypto/run copies this file beside links to the sources.
let house: [SwiftSetting] = [
    .enableUpcomingFeature("ExistentialAny"),
    .enableUpcomingFeature("InternalImportsByDefault"),
    .enableUpcomingFeature("MemberImportVisibility"),
    .enableUpcomingFeature("NonisolatedNonsendingByDefault"),
    .enableUpcomingFeature("InferIsolatedConformances"),
    .treatAllWarnings(as: .error),
]
let strict = house + [.strictMemorySafety()]

let package = Package(
    name: "xinglin",
    platforms: [.macOS(.v15)],
    targets: [
        .systemLibrary(name: "CLibCrypto", pkgConfig: "libcrypto", providers: [.apt(["libssl-dev"])]),
        .target(name: "SMCrypto", dependencies: ["CLibCrypto"], swiftSettings: strict),
        .target(name: "CYardstick", linkerSettings: [.linkedLibrary("crypto")]),
        .executableTarget(name: "CryptoBench", dependencies: ["SMCrypto", "CYardstick"], swiftSettings: house),
    ]
)
