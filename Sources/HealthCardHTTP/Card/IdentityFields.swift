import HealthCardDomain

/// Names the wire field that a refusal about a whole identity is about.
enum IdentityFields {
    static func pinning<Value>(_ body: () throws -> Value) throws -> Value {
        do {
            return try body()
        } catch let refusal as IdentityRefusal {
            throw FieldRefusal(refusal.code, field: field(of: refusal))
        }
    }

    private static func field(of refusal: IdentityRefusal) -> String {
        switch refusal {
        case .genderUnknown, .genderMismatch: "gender"
        case .birthDateMalformed, .birthDateTooEarly, .birthDateInFuture, .birthDateMismatch: "birth_date"
        case .nationUnknown: "nation"
        default: "address"
        }
    }
}
