// swift-tools-version: 6.2
import PackageDescription

// The targets under the fuzzer, without the outside packages. Tests/Fuzz/run copies this file beside links to Sources.
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
        .target(name: "HealthCardDomain", dependencies: ["SMCrypto"], swiftSettings: strict),
        .target(name: "CIndexTables"),
        .target(name: "Matching", dependencies: ["CIndexTables"], swiftSettings: strict),
        .target(
            name: "HealthCardServices",
            dependencies: ["HealthCardDomain", "Matching", "SMCrypto"],
            swiftSettings: strict
        ),
        .target(
            name: "SDFKeys",
            dependencies: ["HealthCardDomain", "HealthCardServices", "SMCrypto"],
            resources: [.embedInCode("Profiles")],
            swiftSettings: strict
        ),
        .target(
            name: "SoftwareKeys",
            dependencies: ["HealthCardDomain", "HealthCardServices", "SMCrypto"],
            swiftSettings: strict
        ),
        .target(name: "HL7v2", dependencies: ["HealthCardDomain"], swiftSettings: strict),
        .executableTarget(
            name: "Fuzz",
            dependencies: ["SMCrypto", "HealthCardServices", "HL7v2", "SDFKeys", "SoftwareKeys"],
            swiftSettings: house
        ),
    ]
)
