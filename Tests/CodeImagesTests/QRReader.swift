import Foundation
import Testing

/// `zbarimg` of Debian's `zbar-tools`: a reader that shares no code with the encoder.
enum QRReader {
    struct Missing: Error, CustomStringConvertible {
        let description = "zbarimg was not found in PATH; install zbar-tools."
    }

    /// The text of the one QR code in the image file `bytes`, or `nil` if the reader finds none or several.
    static func read(_ bytes: [UInt8], suffix: String) throws -> String? {
        let program = try #require(try locate())
        let file = FileManager.default.temporaryDirectory.appending(path: "qr-\(UUID().uuidString).\(suffix)")
        try Data(bytes).write(to: file)
        defer { try? FileManager.default.removeItem(at: file) }  // A file left in the temporary folder harms nobody.
        let process = Process()
        process.executableURL = program
        process.arguments = ["--raw", "--quiet", "--nodbus", "-Sdisable", "-Sqrcode.enable", file.path()]
        let output = Pipe()
        process.standardOutput = output
        process.standardError = FileHandle.nullDevice
        try process.run()
        let data = output.fileHandleForReading.readDataToEndOfFile()
        process.waitUntilExit()
        let lines = String(decoding: data, as: UTF8.self).split(separator: "\n", omittingEmptySubsequences: false)
        // One symbol gives its text and an empty piece behind the final line feed.
        return process.terminationStatus == 0 && lines.count == 2 ? String(lines[0]) : nil
    }

    private static func locate() throws -> URL? {
        let path = ProcessInfo.processInfo.environment["PATH"] ?? "/usr/bin:/bin"
        for folder in path.split(separator: ":") {
            let candidate = URL(filePath: String(folder)).appending(path: "zbarimg")
            if FileManager.default.isExecutableFile(atPath: candidate.path()) { return candidate }
        }
        throw Missing()
    }
}
