import TestSupport
import Testing

/// The rules of the house style that a compiler does not keep.
struct SourceRuleTests {
    /// Which targets of ours a target may import: adapters never one another, the registry never what stands on it.
    private static let arrows: [String: Set<String>] = [
        "SMCrypto": ["CLibCrypto"],
        "HealthCardDomain": ["SMCrypto"],
        "HealthCardServices": ["HealthCardDomain", "Matching", "SMCrypto"],
        "Storage": ["HealthCardServices", "HealthCardDomain", "Matching", "SMCrypto"],
        "StorageSQLite": ["CLibSQLite", "Storage", "HealthCardServices", "HealthCardDomain", "Matching"],
        "StoragePostgres": ["CPQ", "Storage", "HealthCardServices", "HealthCardDomain", "Matching"],
        "SoftwareKeys": ["HealthCardServices", "HealthCardDomain", "SMCrypto", "CLibCrypto"],
        "SDFKeys": ["HealthCardServices", "HealthCardDomain", "SMCrypto"],
        "Peers": ["HealthCardServices", "HealthCardDomain", "SMCrypto"],
        "ImportFiles": ["CIconv", "HealthCardServices"],
        "HL7v2": ["HealthCardDomain"],
        "MLLP": ["CIconv", "HL7v2"],
        "CodeImages": ["CQREncode", "CLibPNG"],
        "Matching": ["CIndexTables"],
        "Spans": [],
        "HealthCardHTTP": ["HealthCardServices", "HealthCardDomain", "Matching", "SMCrypto", "CodeImages"],
        "HealthCardPages": ["HealthCardServices", "HealthCardDomain", "SMCrypto", "CodeImages"],
    ]
    private static let cLibraries: Set<String> = [
        "CLibCrypto", "CLibSQLite", "CPQ", "CQREncode", "CLibPNG", "CProcess", "CIconv",
        "CIndexTables",
    ]
    private static let executable = "xinglin"

    /// A clock measures how long a request took; nothing depends on what it says.
    private static let measuring: Set<String> = [
        "Sources/HealthCardHTTP/Server/MetricsMiddleware.swift", "Sources/SDFKeys/Pool/Monotonic.swift",
        "Sources/Storage/Statistics/Monotonic.swift",
    ]

    /// Tables of words behind one exhaustive switch, which has no idea to be split by.
    private static let tables: Set<String> = ["Sources/HealthCardDomain/Problems/ProblemCode+Text.swift"]

    private static func sources() throws -> [(path: String, text: String)] {
        try (arrows.keys.sorted() + [executable]).flatMap { try Repository.swiftFiles(under: "Sources/\($0)") }
    }

    @Test func `there are sources to check, of every target`() throws {
        for target in Self.arrows.keys {
            #expect(try !Repository.swiftFiles(under: "Sources/\(target)").isEmpty, "\(target)")
        }
        let text = try Repository.text("Package.swift")
        let targets = text.matches(of: /\.(?:target|executableTarget|systemLibrary)\(\s*name: "(\w+)"/).map {
            String($0.1)
        }
        let tests: Set<String> = [
            "IndexDouble", "MemorySearch", "SeededRandom", "SoftDevices", "TestSupport", "StorageContract",
        ]
        let known = Set(Self.arrows.keys).union(Self.cLibraries).union([Self.executable]).union(tests)
        #expect(Set(targets).isSubset(of: known), "a target without a rule: \(Set(targets).subtracting(known))")
    }

    @Test(arguments: arrows.keys.sorted())
    func `a target imports only what stands below it`(target: String) throws {
        let ours = Set(Self.arrows.keys).union(Self.cLibraries).union([Self.executable])
        let allowed = try #require(Self.arrows[target])
        for file in try Repository.swiftFiles(under: "Sources/\(target)") {
            let imports = file.text.matches(
                of: /(?m)^\s*(?:@\S+ )*(?:package |internal |private )?import (?:\w+ )?(\w+)/
            )
            for name in imports.map({ String($0.1) }) where ours.contains(name) {
                #expect(allowed.contains(name), "\(file.path) imports \(name)")
            }
        }
    }

    /// The test runner writes names into its XML as they are.
    @Test func `the name of a test has no character that breaks a results file`() throws {
        let files = try Repository.swiftFiles(under: "Tests")
        #expect(files.count > 50)
        for file in files {
            for name in file.text.matches(of: /func `([^`\n]*)`/).map(\.output.1) {
                #expect(!name.contains { "<>&\"".contains($0) }, "\(file.path): \(name)")
            }
        }
    }

    /// Where chance comes from.
    private static let chance = "Sources/SMCrypto/Support/RandomSource.swift"

    @Test func `time and chance come from outside, except in the executable`() throws {
        let forbidden =
            /\bDate\(\)|\bDate\.now\b|\bUUID\(\)|\bSystemRandomNumberGenerator\b|\.random\(in: [^,)]*\)|\barc4random/
        let clocks = /\b(?:ContinuousClock|SuspendingClock|DispatchTime|CFAbsoluteTimeGetCurrent|clock_gettime)\b/
        for file in try Self.sources() where !file.path.hasPrefix("Sources/\(Self.executable)/") {
            if file.path != Self.chance { #expect(file.text.firstMatch(of: forbidden) == nil, "\(file.path)") }
            if !Self.measuring.contains(file.path) { #expect(file.text.firstMatch(of: clocks) == nil, "\(file.path)") }
        }
    }

    @Test func `nothing is public, and tests need no testable import`() throws {
        for file in try Self.sources() {
            #expect(file.text.firstMatch(of: /(?m)^\s*(?:@\w+ )*(?:public|open) (?!import)/) == nil, "\(file.path)")
            #expect(!file.text.contains("@testable"), "\(file.path)")
        }
    }

    @Test func `a note for later names an issue`() throws {
        for file in try Self.sources() + Repository.swiftFiles(under: "Tests/TestSupport") {
            for match in file.text.matches(of: /(?:TODO|FIXME|XXX)\b(.{0,8})/) {
                #expect(match.1.contains(/#\d+/), "\(file.path)")
            }
        }
    }

    @Test func `no source is longer than 400 lines`() throws {
        for file in try Self.sources() where !Self.tables.contains(file.path) {
            let lines = file.text.split(separator: "\n", omittingEmptySubsequences: false).count - 1
            #expect(lines <= 400, "\(file.path) has \(lines) lines")
        }
    }

    @Test func `what crosses a target says what it is for`() throws {
        for file in try Self.sources() {
            let lines = file.text.split(separator: "\n", omittingEmptySubsequences: false)
            for (index, line) in lines.enumerated()
            where line.wholeMatch(of: /package (?:final )?(?:struct|enum|class|actor|protocol) .*/) != nil {
                let before = lines[..<index].last { !$0.hasPrefix("@") && !$0.hasPrefix("#if") }
                #expect(before?.hasPrefix("///") == true, "\(file.path): \(line)")
            }
        }
    }
}
