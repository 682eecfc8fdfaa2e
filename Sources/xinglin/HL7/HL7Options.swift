import ArgumentParser
import Foundation

/// Whether and how the server listens for HL7 v2 (docs/hl7v2.md).
struct HL7Options: ParsableArguments {
    @Option(
        name: .customLong("hl7"),
        help: "The file that says who may send HL7 v2 messages, and where. Nothing listens where it is not given."
    )
    var file: String?

    /// Reads the file.
    ///
    /// - Throws: `StartFault.hl7Unreadable`, `.hl7Mistakes`.
    func settings() throws -> HL7Settings? {
        guard let file else { return nil }
        guard let bytes = FileManager.default.contents(atPath: file) else { throw StartFault.hl7Unreadable(file) }
        var reader = HL7SettingsReader()
        let settings = reader.read([UInt8](bytes), of: file)
        guard let settings, reader.mistakes.isEmpty else { throw StartFault.hl7Mistakes(file, reader.mistakes) }
        return settings
    }
}
