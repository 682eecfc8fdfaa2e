import Foundation
import HealthCardDomain
import HealthCardServices

/// One line of the inventory.
enum KeyLine {
    private struct Row: Encodable {
        let key: String
        let algorithm: String
        let region: String
        let version: UInt32
        let state: String
        let place: String
        let protects: String
        let generatedAt: String
        let validUntil: String?
        let sealedValues: Int?
    }

    static func text(_ entry: KeyInventoryEntry) -> String {
        let until = entry.validUntil.map { " · 至 until \(day($0))" } ?? ""
        let sealed = entry.sealedValues.map { " · \($0) 个值 values" } ?? ""
        return """
            \(entry.name) \(entry.version) · \(entry.state) · \(entry.region) · \(entry.algorithm) · \(entry.place)\(until)\(sealed)
                \(entry.protectsChinese) / \(entry.protectsEnglish)
            """
    }

    static func json(_ entry: KeyInventoryEntry) throws -> String {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
        encoder.keyEncodingStrategy = .convertToSnakeCase
        let row = Row(
            key: entry.name,
            algorithm: entry.algorithm,
            region: entry.region.text,
            version: entry.version,
            state: entry.state,
            place: entry.place,
            protects: entry.protectsEnglish,
            generatedAt: entry.generatedAt.formatted(.iso8601),
            validUntil: entry.validUntil?.formatted(.iso8601),
            sealedValues: entry.sealedValues
        )
        return String(decoding: try encoder.encode(row), as: UTF8.self)
    }

    private static func day(_ instant: Date) -> String { String(instant.formatted(.iso8601).prefix(10)) }
}
