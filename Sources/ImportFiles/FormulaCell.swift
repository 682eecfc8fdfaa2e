import HealthCardServices

/// Cells that a spreadsheet would run. The list may be opened in one, and so may whatever we write from it.
enum FormulaCell {
    private static let signs: Set<Unicode.Scalar> = ["=", "+", "-", "@", "\t", "\r", "＝", "＋", "－", "＠"]

    /// Whether a text begins like a formula. A phone number with its country code does not.
    static func isOne(_ text: String, in column: ImportColumn) -> Bool {
        guard let first = text.unicodeScalars.first, signs.contains(first) else { return false }
        let isNumber = first == "+" && text.utf8.dropFirst().allSatisfy { (0x30...0x39).contains($0) }
        return !(column == .phone && isNumber)
    }
}
