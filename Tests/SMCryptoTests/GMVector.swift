import SMCrypto
import Testing

/// One case of the vector file. Bytes are read through the subscript, so a missing or misspelt field fails the test.
struct GMVector: Sendable, CustomTestStringConvertible {
    struct Fields: Decodable, Sendable {
        private enum Value: Decodable, Sendable {
            case text(String)
            case number(Int)
            case other

            init(from decoder: any Decoder) throws {
                let container = try decoder.singleValueContainer()
                // A field is text, a number, or something no test reads; only trying tells which.
                if let number = try? container.decode(Int.self) {
                    self = .number(number)
                } else if let text = try? container.decode(String.self) {
                    self = .text(text)
                } else {
                    self = .other
                }
            }
        }

        private let values: [String: Value]

        init(from decoder: any Decoder) throws {
            values = try decoder.singleValueContainer().decode([String: Value].self)
        }

        func text(_ name: String) -> String? {
            guard case .text(let text) = values[name] else { return nil }
            return text
        }

        func number(_ name: String) -> Int? {
            guard case .number(let number) = values[name] else { return nil }
            return number
        }
    }

    let group: String
    let index: Int
    let fields: Fields

    /// The group, and within it the mode or algorithm.
    var kind: String {
        (fields.text("mode") ?? fields.text("alg")).map { "\(group)/\($0)" } ?? group
    }

    var testDescription: String { "\(kind)#\(index) \(fields.text("comment") ?? "")" }

    func text(_ name: String) throws -> String { try #require(fields.text(name), "\(testDescription): no \(name)") }

    func number(_ name: String) throws -> Int { try #require(fields.number(name), "\(testDescription): no \(name)") }

    func bytes(_ name: String) throws -> [UInt8] {
        try #require(Hex.decode(text(name)), "\(testDescription): \(name) is not hexadecimal")
    }
}
