/// A refusal pinned to the field of the request that it is about.
package struct FieldRefusal: Refusal {
    package let code: ProblemCode
    package let field: String?

    package init(_ code: ProblemCode, field: String) {
        self.code = code
        self.field = field
    }

    /// Runs `body` and pins a refusal it throws to `field`.
    package static func pinning<Value>(_ field: String, _ body: () throws -> Value) throws -> Value {
        do {
            return try body()
        } catch let refusal as any Refusal {
            throw FieldRefusal(refusal.code, field: field)
        }
    }
}
