/// The paths, methods and statuses of our own description, found by its indentation: paths stand two spaces in,
/// methods four, statuses eight.
struct OpenAPIPaths {
    /// Method and path, `POST /api/v1/cards`.
    private(set) var operations: Set<String> = []
    /// The statuses of each operation.
    private(set) var statuses: [String: Set<String>] = [:]

    init(_ text: String) {
        let methods: Set<Substring> = ["get", "post", "put", "patch", "delete", "head", "options"]
        var (isInPaths, path, operation) = (false, "", "")
        for line in text.split(separator: "\n") {
            if !line.hasPrefix(" ") { isInPaths = line == "paths:" }
            guard isInPaths else { continue }
            if let match = line.wholeMatch(of: /\s\s(\/[^ ]*):/) {
                path = String(match.1)
            } else if let match = line.wholeMatch(of: /\s{4}([a-z]+):/), methods.contains(match.1) {
                operation = "\(match.1.uppercased()) \(path)"
                operations.insert(operation)
            } else if let match = line.wholeMatch(of: /\s{8}"(\d{3})":/) {
                statuses[operation, default: []].insert(String(match.1))
            }
        }
    }
}
