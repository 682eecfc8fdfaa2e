/// How sure the engine is that a candidate is who is meant, as FHIR grades matches
/// (`http://terminology.hl7.org/CodeSystem/match-grade`).
package enum MatchGrade: String, Sendable, CaseIterable, Comparable {
    /// Something forbids it however much speaks for it: another valid number, a relative, a person's decision.
    case certainlyNot = "certainly-not"
    /// It may be; a person should look.
    case possible
    /// It is likely and nothing stands against it; a person should look before anything rests on it.
    case probable
    /// The engine would link the two by itself.
    case certain

    package static func < (left: Self, right: Self) -> Bool { left.rank < right.rank }

    private var rank: Int { Self.allCases.firstIndex(of: self) ?? 0 }
}
