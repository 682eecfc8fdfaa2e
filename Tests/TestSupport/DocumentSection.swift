package import Testing

/// The table under one heading of a document.
package struct DocumentSection {
    private let title: String
    private let path: String
    private let rows: [String]

    /// Reads the lines that begin with `|` between `## title` and the next heading.
    package init(_ title: String, of path: String) throws {
        (self.title, self.path) = (title, path)
        let lines = try Repository.text(path).split(separator: "\n", omittingEmptySubsequences: false)
        let body = lines.drop { $0 != "## \(title)" }.dropFirst().prefix { !$0.hasPrefix("## ") }
        rows = body.filter { $0.hasPrefix("|") }.map(String.init)
    }

    /// Fails with the whole table as it should be where it differs.
    package func check(_ expected: [String], at location: SourceLocation = #_sourceLocation) {
        guard rows != expected else { return }
        Issue.record(
            "\(path), “\(title)”, should read:\n\(expected.joined(separator: "\n"))",
            sourceLocation: location
        )
    }
}
