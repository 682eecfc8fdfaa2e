import HealthCardDomain
import Testing

struct AccessRefusalTests {
    private static let all: [AccessRefusal] = [
        .signatureMissing, .signatureMalformed(field: "nonce"), .signatureComponentMissing(component: "@path"),
        .algorithmUnknown, .callerUnknown, .callerNotAuthorised(is: .frozen), .signatureWrong, .digestMissing,
        .digestWrong, .timestampOutsideWindow, .nonceReplayed, .operationNotAllowed(.codeScan), .notSignedIn,
        .terminalUnknown, .terminalNotAuthorised(is: .filed), .terminalOfOthers,
        .institutionNotAuthorised(is: .withdrawn), .departmentUnknown, .stepUnknown, .labelMalformed(field: "operator"),
        .idempotencyKeyMissing, .idempotencyKeyMalformed, .idempotencyKeyReused, .oneTimeCodeWrong, .oneTimeCodeExpired,
        .oneTimeCodeLocked, .oneTimeCodeTooSoon, .signInLinkUsed, .formExpired, .sandboxOnly,
    ]

    @Test func `every refusal of access has a code of its own`() {
        #expect(Set(Self.all.map(\.code)).count == Self.all.count)
    }

    @Test func `a refusal of access names the header or field to blame`() {
        #expect(AccessRefusal.signatureMalformed(field: "nonce").field == "nonce")
        #expect(AccessRefusal.labelMalformed(field: "operator").field == "operator")
        let withoutField = Self.all.filter { $0.field == nil }.map(\.code)
        #expect(
            Set(withoutField) == [
                .operationNotAllowed, .notSignedIn, .formExpired, .sandboxOnly, .signInLinkUsed,
                .institutionNotAuthorised,
            ]
        )
    }

    @Test func `operations have distinct words`() {
        #expect(Set(AccessOperation.allCases.map(\.rawValue)).count == AccessOperation.allCases.count)
        #expect(AccessOperation.allCases.sorted().map(\.rawValue) == AccessOperation.allCases.map(\.rawValue).sorted())
    }
}
