import ArgumentParser
import HealthCardDomain
import HealthCardServices
import ImportFiles

extension ImportKind: ExpressibleByArgument {}
extension TextEncoding: ExpressibleByArgument {}
extension ImportFileReader.Form: ExpressibleByArgument {}

/// How a list is read.
struct ImportOptions: ParsableArguments {
    @Option(help: "Who imports: an account of the card centre. The audit log has the name.")
    var `operator`: String

    @Option(help: "What the population list is called, for its coverage figure; letters and digits. Residents only.")
    var tag: String?

    @Option(help: "A header of the list and the column it stands for, such as 名字=name; may be repeated.")
    var map: [String] = []

    @Option(help: "utf-8 or gb18030; told by the beginning of the file where it is not stated.")
    var encoding: TextEncoding?

    @Option(help: "csv or ndjson; told by the first character where it is not stated.")
    var form: ImportFileReader.Form?

    @Flag(help: "Read and judge everything, change nothing, and print a report and its digest.")
    var dryRun = false

    @Option(help: "Take the list in only as this report of a dry run has it: sm3: and 64 digits.")
    var expect: String?

    @Option(help: "Where rejected rows are explained; beside the list where it is not stated.")
    var rejects: String?

    @Flag(help: "Read a list again that was imported before. What is there already stays as it is.")
    var again = false

    @Option(help: "How many rows share a transaction; 1 to 20,000.")
    var rows = 4_000

    func validate() throws {
        guard (1...20_000).contains(rows) else { throw ValidationError("--rows must be 1 to 20000") }
        guard OperatorID(self.operator) != nil else { throw ValidationError("--operator is no account") }
        guard tag == nil || populationTag != nil else {
            throw ValidationError("--tag: letters, digits and signs, 1 to 40")
        }
        guard expect == nil || expectedDigest != nil else {
            throw ValidationError("--expect is sm3: and 64 hexadecimal digits")
        }
        for entry in map where Self.pair(entry) == nil {
            throw ValidationError("--map is HEADER=COLUMN, with a column of docs/import.md: \(entry)")
        }
    }

    var operatorID: OperatorID { OperatorID(trusted: self.operator) }
    var populationTag: PopulationTag? { tag.flatMap { PopulationTag($0) } }

    /// The digest that `--expect` names.
    var expectedDigest: [UInt8]? {
        guard let expect, expect.hasPrefix("sm3:") else { return nil }
        return HexDigits.bytes(expect.dropFirst(4), count: 32)
    }

    /// The headers of `--map`.
    var statedHeaders: [String: ImportColumn] {
        Dictionary(map.compactMap(Self.pair), uniquingKeysWith: { _, last in last })
    }

    private static func pair(_ entry: String) -> (String, ImportColumn)? {
        let parts = entry.split(separator: "=", maxSplits: 1)
        guard parts.count == 2, let column = ImportColumn(rawValue: String(parts[1])) else { return nil }
        return (String(parts[0]), column)
    }
}
