// swift-tools-version: 6.2
import PackageDescription

// SDFKeys, a software device, a library that answers at once and a yardstick in C. Benchmarks/sdf/run copies this file beside links to the sources.
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
    products: [
        .executable(name: "SDFBench", targets: ["SDFBench"]),
        .library(name: "SoftSDF2023", type: .dynamic, targets: ["SoftSDF2023"]),
        .library(name: "SDFNull", type: .dynamic, targets: ["CSDFNull"]),
    ],
    targets: [
        .systemLibrary(name: "CLibCrypto", pkgConfig: "libcrypto", providers: [.apt(["libssl-dev"])]),
        .target(
            name: "SoftSDF2023",
            linkerSettings: [
                .linkedLibrary("crypto"), .unsafeFlags(["-enable-experimental-feature", "Embedded"]),
            ]
        ),
        .target(name: "SMCrypto", dependencies: ["CLibCrypto"], swiftSettings: strict),
        .target(name: "HealthCardDomain", dependencies: ["SMCrypto"], swiftSettings: strict),
        .target(name: "HealthCardServices", dependencies: ["HealthCardDomain", "SMCrypto"], swiftSettings: strict),
        .target(
            name: "SDFKeys",
            dependencies: ["HealthCardDomain", "HealthCardServices", "SMCrypto"],
            resources: [.embedInCode("Profiles")],
            swiftSettings: strict
        ),
        .target(name: "CYardstick", linkerSettings: [.linkedLibrary("crypto")]),
        .target(name: "CSDFYardstick"),
        .target(name: "CSDFNull"),
        .executableTarget(
            name: "SDFBench",
            dependencies: ["SDFKeys", "CYardstick", "CSDFYardstick"],
            swiftSettings: house
        ),
    ]
)
