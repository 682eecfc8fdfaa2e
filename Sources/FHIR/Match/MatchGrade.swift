/// How sure a match is (FHIR R4, match-grade).
package enum MatchGrade: String, Sendable, CaseIterable {
    case certain, probable, possible
    case certainlyNot = "certainly-not"

    static let url = "http://hl7.org/fhir/StructureDefinition/match-grade"
}
