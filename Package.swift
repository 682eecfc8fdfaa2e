// swift-tools-version: 6.2
import PackageDescription

let house: [SwiftSetting] = [
    .enableUpcomingFeature("ExistentialAny"),
    .enableUpcomingFeature("InternalImportsByDefault"),
    .enableUpcomingFeature("MemberImportVisibility"),
    .enableUpcomingFeature("NonisolatedNonsendingByDefault"),
    .enableUpcomingFeature("InferIsolatedConformances"),
    .treatAllWarnings(as: .error),
]
let strict = house + [.strictMemorySafety()]

/// A software device behind GM/T 0018, for tests and pilots: C, loaded as a vendor's library is. Linking as Embedded
/// Swift keeps the Swift runtime out of it.
func softSDF(_ profile: String) -> Target {
    .target(
        name: profile,
        cSettings: [.enableWarning("all"), .enableWarning("extra"), .treatAllWarnings(as: .error)],
        linkerSettings: [
            .linkedLibrary("crypto"), .unsafeFlags(["-enable-experimental-feature", "Embedded"]),
        ]
    )
}

let package = Package(
    name: "xinglin",
    platforms: [.macOS(.v15)],
    products: [
        .executable(name: "xinglin", targets: ["xinglin"]),
        .library(name: "SoftSDF2012", type: .dynamic, targets: ["SoftSDF2012"]),
        .library(name: "SoftSDF2023", type: .dynamic, targets: ["SoftSDF2023"]),
        .library(name: "SoftSDFOdd", type: .dynamic, targets: ["SoftSDFOdd"]),
    ],
    dependencies: [
        .package(url: "https://github.com/hummingbird-project/hummingbird.git", exact: "2.28.1"),
        .package(url: "https://github.com/hummingbird-project/swift-mustache.git", exact: "2.1.1"),
        .package(url: "https://github.com/groue/GRDB.swift.git", exact: "7.10.0"),
        .package(url: "https://github.com/apple/swift-argument-parser.git", exact: "1.8.2"),
        .package(url: "https://github.com/apple/swift-distributed-tracing.git", exact: "1.7.3"),
        .package(url: "https://github.com/apple/swift-log.git", exact: "1.16.2"),
        .package(url: "https://github.com/apple/swift-http-types.git", exact: "1.8.0"),
        .package(url: "https://github.com/apple/swift-nio.git", exact: "2.101.2"),
        .package(url: "https://github.com/apple/swift-nio-extras.git", exact: "1.35.2"),
        .package(url: "https://github.com/swift-server/swift-service-lifecycle.git", exact: "2.13.0"),
    ],
    targets: [
        .systemLibrary(name: "CLibCrypto", pkgConfig: "libcrypto", providers: [.apt(["libssl-dev"])]),
        .systemLibrary(name: "CQREncode", pkgConfig: "libqrencode", providers: [.apt(["libqrencode-dev"])]),
        .systemLibrary(name: "CLibPNG", pkgConfig: "libpng", providers: [.apt(["libpng-dev"])]),
        .systemLibrary(name: "CLibSQLite", pkgConfig: "sqlite3", providers: [.apt(["libsqlite3-dev"])]),
        .systemLibrary(name: "CPQ", pkgConfig: "libpq", providers: [.apt(["libpq-dev"])]),
        .systemLibrary(name: "CProcess"),
        .systemLibrary(name: "CIconv"),
        softSDF("SoftSDF2012"),
        softSDF("SoftSDF2023"),
        softSDF("SoftSDFOdd"),
        .target(
            name: "CIndexTables",
            exclude: ["Tables"],
            cSettings: [
                .enableWarning("all"), .enableWarning("extra"), .treatAllWarnings(as: .error),
                .disableWarning("c23-extensions"),  // #embed
            ]
        ),
        .target(name: "SMCrypto", dependencies: ["CLibCrypto"], swiftSettings: strict),
        .target(name: "Matching", dependencies: ["CIndexTables"], swiftSettings: strict),
        .target(name: "HealthCardDomain", dependencies: ["SMCrypto"], swiftSettings: strict),
        .target(
            name: "HealthCardServices",
            dependencies: ["HealthCardDomain", "Matching", "SMCrypto"],
            swiftSettings: strict
        ),
        .target(
            name: "Storage",
            dependencies: ["HealthCardDomain", "HealthCardServices", "Matching", "SMCrypto"],
            swiftSettings: house
        ),
        .target(
            name: "StorageSQLite",
            dependencies: [
                "CLibSQLite", "HealthCardDomain", "HealthCardServices", "Matching", "Storage",
                .product(name: "GRDB", package: "GRDB.swift"),
                .product(name: "GRDBSQLite", package: "GRDB.swift"),
            ],
            swiftSettings: house
        ),
        .target(
            name: "StoragePostgres",
            dependencies: ["CPQ", "HealthCardDomain", "HealthCardServices", "Matching", "Storage"],
            swiftSettings: strict
        ),
        .target(
            name: "SoftwareKeys",
            dependencies: ["HealthCardDomain", "HealthCardServices", "SMCrypto"],
            swiftSettings: strict
        ),
        .target(
            name: "SDFKeys",
            dependencies: ["HealthCardDomain", "HealthCardServices", "SMCrypto"],
            resources: [.embedInCode("Profiles")],
            swiftSettings: strict
        ),
        .target(
            name: "Peers",
            dependencies: ["HealthCardDomain", "HealthCardServices"],
            swiftSettings: house
        ),
        .target(
            name: "ImportFiles",
            dependencies: ["CIconv", "HealthCardServices"],
            swiftSettings: strict
        ),
        .target(name: "StrictJSON", dependencies: ["HealthCardDomain"], swiftSettings: strict),
        .target(name: "FHIR", dependencies: ["HealthCardDomain", "StrictJSON"], swiftSettings: strict),
        .target(name: "HL7v2", dependencies: ["HealthCardDomain"], swiftSettings: strict),
        .target(
            name: "MLLP",
            dependencies: [
                "CIconv", "HL7v2",
                .product(name: "Logging", package: "swift-log"),
                .product(name: "NIOCore", package: "swift-nio"),
                .product(name: "NIOPosix", package: "swift-nio"),
                .product(name: "ServiceLifecycle", package: "swift-service-lifecycle"),
            ],
            swiftSettings: strict
        ),
        .target(
            name: "Spans",
            dependencies: [.product(name: "Tracing", package: "swift-distributed-tracing")],
            swiftSettings: house
        ),
        .target(
            name: "CodeImages",
            dependencies: ["CQREncode", "CLibPNG"],
            swiftSettings: strict
        ),
        .target(
            name: "HealthCardHTTP",
            dependencies: [
                "CodeImages", "FHIR", "HealthCardDomain", "HealthCardServices", "Matching", "SMCrypto", "StrictJSON",
                .product(name: "Hummingbird", package: "hummingbird"),
                .product(name: "HummingbirdCore", package: "hummingbird"),
                .product(name: "HTTPTypes", package: "swift-http-types"),
                .product(name: "Logging", package: "swift-log"),
                .product(name: "NIOCore", package: "swift-nio"),
                .product(name: "NIOHTTP1", package: "swift-nio"),
                .product(name: "NIOHTTPTypes", package: "swift-nio-extras"),
                .product(name: "Tracing", package: "swift-distributed-tracing"),
            ],
            resources: [.embedInCode("openapi.yaml"), .embedInCode("Profiles")],
            swiftSettings: house
        ),
        .target(
            name: "HealthCardPages",
            dependencies: [
                "HealthCardDomain", "HealthCardServices", "SMCrypto", "Matching", "CodeImages",
                .product(name: "Hummingbird", package: "hummingbird"),
                .product(name: "HTTPTypes", package: "swift-http-types"),
                .product(name: "Mustache", package: "swift-mustache"),
                .product(name: "NIOCore", package: "swift-nio"),
            ],
            resources: [.embedInCode("Resources")],
            swiftSettings: house
        ),
        .executableTarget(
            name: "xinglin",
            dependencies: [
                "CProcess", "SMCrypto", "HealthCardDomain", "HealthCardServices", "Matching", "Storage",
                "StoragePostgres", "StorageSQLite", "SoftwareKeys", "SDFKeys", "Peers", "ImportFiles",
                "HealthCardHTTP", "HealthCardPages", "HL7v2", "MLLP", "Spans", "StrictJSON",
                .product(name: "Hummingbird", package: "hummingbird"),
                .product(name: "HTTPTypes", package: "swift-http-types"),
                .product(name: "ArgumentParser", package: "swift-argument-parser"),
                .product(name: "Logging", package: "swift-log"),
                .product(name: "ServiceLifecycle", package: "swift-service-lifecycle"),
                .product(name: "NIOCore", package: "swift-nio"),
                .product(name: "Tracing", package: "swift-distributed-tracing"),
                .product(name: "UnixSignals", package: "swift-service-lifecycle"),
            ],
            swiftSettings: house,
            // The allocator of the whole process (docs/decisions/0010-allocator.md).
            linkerSettings: [.linkedLibrary("tcmalloc_minimal")]
        ),
        .target(name: "MemorySearch", path: "Tests/MemorySearch", swiftSettings: house),
        .target(name: "SeededRandom", path: "Tests/SeededRandom", swiftSettings: house),
        .testTarget(
            name: "SMCryptoTests",
            dependencies: ["MemorySearch", "SMCrypto", "SeededRandom"],
            resources: [.copy("Vectors")],
            swiftSettings: house
        ),
        .testTarget(
            name: "HealthCardDomainTests",
            dependencies: ["HealthCardDomain", "SMCrypto", "SeededRandom"],
            swiftSettings: house
        ),
        .testTarget(name: "MatchingTests", dependencies: ["Matching", "SeededRandom"], swiftSettings: house),
        .testTarget(name: "CodeImagesTests", dependencies: ["CodeImages", "SeededRandom"], swiftSettings: house),
        .testTarget(
            name: "StorageContract",
            dependencies: [
                "HealthCardDomain", "HealthCardServices", "Matching", "SMCrypto", "Storage", "StorageSQLite",
                "TestSupport",
            ],
            swiftSettings: house
        ),
        .testTarget(
            name: "StoragePostgresTests",
            dependencies: [
                "CPQ", "HealthCardDomain", "HealthCardServices", "Matching", "SMCrypto", "Storage", "StoragePostgres",
                "TestSupport",
            ],
            swiftSettings: house
        ),
        .testTarget(
            name: "StorageSQLiteTests",
            dependencies: [
                "HealthCardDomain", "HealthCardServices", "SMCrypto", "Storage", "StorageSQLite", "TestSupport",
                .product(name: "GRDB", package: "GRDB.swift"),
            ],
            swiftSettings: house
        ),
        .target(
            name: "TestSupport",
            dependencies: [
                "CPQ", "HealthCardServices", "HealthCardDomain", "Matching", "SMCrypto", "StoragePostgres",
                "StorageSQLite",
            ],
            path: "Tests/TestSupport",
            swiftSettings: house
        ),
        .testTarget(
            name: "HealthCardServicesTests",
            dependencies: [
                "HealthCardServices", "HealthCardDomain", "Matching", "SMCrypto", "SeededRandom", "TestSupport",
                .product(name: "GRDB", package: "GRDB.swift"),
            ],
            swiftSettings: house
        ),
        .testTarget(
            name: "HealthCardHTTPTests",
            dependencies: [
                "FHIR", "HealthCardHTTP", "HealthCardPages", "HealthCardServices", "HealthCardDomain", "Matching",
                "SMCrypto", "SeededRandom", "StrictJSON", "TestSupport",
                .product(name: "Hummingbird", package: "hummingbird"),
                .product(name: "HummingbirdTesting", package: "hummingbird"),
                .product(name: "HTTPTypes", package: "swift-http-types"),
                .product(name: "NIOCore", package: "swift-nio"),
                .product(name: "NIOPosix", package: "swift-nio"),
            ],
            swiftSettings: house
        ),
        .testTarget(
            name: "HealthCardPagesTests",
            dependencies: [
                "HealthCardDomain", "HealthCardServices", "HealthCardPages", "TestSupport",
                .product(name: "Hummingbird", package: "hummingbird"),
                .product(name: "HummingbirdTesting", package: "hummingbird"),
                .product(name: "HTTPTypes", package: "swift-http-types"),
                .product(name: "Logging", package: "swift-log"),
                .product(name: "NIOCore", package: "swift-nio"),
            ],
            swiftSettings: house
        ),
        .testTarget(
            name: "ImportFilesTests",
            dependencies: ["HealthCardServices", "ImportFiles", "SeededRandom"],
            swiftSettings: house
        ),
        .testTarget(
            name: "FHIRTests",
            dependencies: ["FHIR", "HealthCardDomain", "SeededRandom", "StrictJSON"],
            exclude: ["Golden"],
            swiftSettings: house
        ),
        .testTarget(
            name: "StrictJSONTests",
            dependencies: ["HealthCardDomain", "SeededRandom", "StrictJSON"],
            swiftSettings: house
        ),
        .target(
            name: "IndexDouble",
            dependencies: ["HL7v2", "HealthCardDomain"],
            path: "Tests/IndexDouble",
            swiftSettings: house
        ),
        .testTarget(
            name: "HL7v2Tests",
            dependencies: ["HL7v2", "HealthCardDomain", "IndexDouble", "SeededRandom"],
            exclude: ["Golden"],
            swiftSettings: house
        ),
        .testTarget(
            name: "MLLPTests",
            dependencies: [
                "HL7v2", "IndexDouble", "MLLP",
                .product(name: "Logging", package: "swift-log"),
                .product(name: "NIOCore", package: "swift-nio"),
                .product(name: "NIOPosix", package: "swift-nio"),
                .product(name: "ServiceLifecycle", package: "swift-service-lifecycle"),
            ],
            swiftSettings: house
        ),
        .testTarget(
            name: "SpansTests",
            dependencies: [
                "Spans", .product(name: "Tracing", package: "swift-distributed-tracing"),
            ],
            swiftSettings: house
        ),
        .testTarget(
            name: "PeersTests",
            dependencies: ["HealthCardDomain", "HealthCardServices", "Peers"],
            swiftSettings: house
        ),
        .target(
            name: "SoftDevices",
            dependencies: ["SDFKeys", "SMCrypto"],
            path: "Tests/SoftDevices",
            swiftSettings: house
        ),
        .testTarget(
            name: "SDFKeysTests",
            dependencies: ["SDFKeys", "HealthCardServices", "HealthCardDomain", "SMCrypto", "SoftDevices"],
            swiftSettings: house
        ),
        .testTarget(
            name: "SoftwareKeysTests",
            dependencies: [
                "HealthCardDomain", "HealthCardServices", "MemorySearch", "SMCrypto", "SeededRandom", "SoftwareKeys",
            ],
            swiftSettings: house
        ),
        .testTarget(
            name: "KeyServiceContract",
            dependencies: [
                "SDFKeys", "SoftwareKeys", "HealthCardServices", "HealthCardDomain", "SMCrypto", "SoftDevices",
            ],
            swiftSettings: house
        ),
        .testTarget(name: "HouseRulesTests", dependencies: ["TestSupport"], swiftSettings: house),
    ]
)
