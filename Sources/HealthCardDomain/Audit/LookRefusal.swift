/// What the list of looks refuses.
package enum LookRefusal: Refusal, Equatable {
    case notFound
    case cursorMalformed

    package var code: ProblemCode {
        switch self {
        case .notFound: .lookNotFound
        case .cursorMalformed: .cursorMalformed
        }
    }

    package var field: String? {
        switch self {
        case .notFound: "look"
        case .cursorMalformed: "cursor"
        }
    }
}
