/// How much of an identifier stays readable where a person must recognise it and nobody must learn it.
enum Mask {
    /// Replaces the middle of `text` by one `*` for each character.
    static func middle(of text: String, keepingFirst first: Int, last: Int) -> String {
        let hidden = text.count - first - last
        precondition(hidden > 0, "A mask that hides nothing is a mistake of the caller.")
        return text.prefix(first) + String(repeating: "*", count: hidden) + text.suffix(last)
    }
}
