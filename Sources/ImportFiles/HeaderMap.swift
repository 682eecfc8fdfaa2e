package import HealthCardServices

/// Which header stands for which column.
package struct HeaderMap: Sendable {
    private let kind: ImportKind
    private let columns: [String: ImportColumn]
    private let stated: [String]

    /// - Parameter stated: headers that the operator names, such as `姓名` for `name`; they go before our own list.
    package init(_ kind: ImportKind, stated: [String: ImportColumn] = [:]) {
        self.kind = kind
        self.stated = stated.keys.map(Self.normal).sorted()
        var columns: [String: ImportColumn] = [:]
        for (header, column) in stated { columns[Self.normal(header)] = column }
        let named = Set(stated.values)
        for column in kind.columns where !named.contains(column) {
            for header in column.headers(in: kind) where columns[header] == nil { columns[header] = column }
        }
        self.columns = columns
    }

    /// The column of one header; `nil` where it is left out.
    func column(of header: String) -> ImportColumn? { columns[Self.normal(header)] }

    /// The column of each cell of a header line, and the headers that are left out.
    func columns(of headers: [String]) throws(FileRefusal) -> (columns: [ImportColumn?], ignored: [String]) {
        let present = Set(headers.map(Self.normal))
        for header in stated where !present.contains(header) { throw .headerMissing(header) }
        let found = headers.map(column)
        var seen: Set<ImportColumn> = []
        for column in found.compactMap(\.self) where !seen.insert(column).inserted { throw .columnTwice(column) }
        for column in kind.mandatory where !seen.contains(column) { throw .columnMissing(column) }
        return (found, zip(headers, found).filter { $0.1 == nil }.map(\.0))
    }

    /// What names this map: another map makes another import.
    var description: String {
        columns.map { "\($0.key)=\($0.value.rawValue)" }.sorted().joined(separator: ";")
    }

    private static func normal(_ header: String) -> String {
        header.lowercased().filter { !$0.isWhitespace && $0 != "\u{FEFF}" && $0 != "*" }
    }
}
