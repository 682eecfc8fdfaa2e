/// Shares as readers see them; whole numbers only, so that the same figures give the same text everywhere.
enum Percent {
    /// `93.4 %`; a dash of nothing.
    static func text(_ part: Int, of whole: Int) -> String {
        guard whole > 0 else { return "—" }
        return tenths(part * 100, of: whole) + " %"
    }

    /// A quotient with one digit after the point, rounded half up.
    static func tenths(_ part: Int, of whole: Int) -> String {
        guard whole > 0 else { return "—" }
        let tenths = (part * 20 + whole) / (2 * whole)
        return "\(tenths / 10).\(tenths % 10)"
    }
}
