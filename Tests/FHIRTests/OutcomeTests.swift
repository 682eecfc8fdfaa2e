import FHIR
import HealthCardDomain
import Testing

struct OutcomeTests {
    @Test(arguments: [
        (ProblemCode.bodyMalformed, IssueType.structure), (.fieldMissing, .required), (.fieldMalformed, .value),
        (.bodyTooLarge, .tooLong), (.formatNotAcceptable, .notSupported), (.contentTypeUnsupported, .notSupported),
        (.signatureMissing, .login), (.operationNotAllowed, .forbidden), (.personNotFound, .notFound),
        (.cardNotActive, .conflict), (.quotaExceeded, .throttled), (.systemBusy, .transient), (.fault, .exception),
        (.nameEmpty, .businessRule), (.consentMissing, .invalid),
    ])
    func `a problem has the issue type that a client can act on`(code: ProblemCode, type: IssueType) {
        #expect(IssueType(code) == type)
    }
}
