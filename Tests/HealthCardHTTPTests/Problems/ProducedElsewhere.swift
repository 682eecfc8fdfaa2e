import HealthCardDomain

/// The codes that no request of `RefusalCase` can produce, and the test that does.
///
/// A file counts if it names the code, by case or by raw value.
enum ProducedElsewhere {
    static let table: [(code: ProblemCode, file: String)] = [
        (.notSignedIn, "Tests/HealthCardServicesTests/CardCode/ScanRefusalTests.swift"),
        (.oneTimeCodeWrong, "Tests/HealthCardServicesTests/Identity/SignInTests.swift"),
        (.oneTimeCodeExpired, "Tests/HealthCardServicesTests/Identity/SignInTests.swift"),
        (.oneTimeCodeLocked, "Tests/HealthCardServicesTests/Identity/SignInTests.swift"),
        (.oneTimeCodeTooSoon, "Tests/HealthCardServicesTests/Identity/SignInTests.swift"),
        (.signInLinkUsed, "Tests/HealthCardServicesTests/Identity/SignInTests.swift"),
        (.messageUnavailable, "Tests/HealthCardServicesTests/Identity/SignInTests.swift"),
        (.realPersonCheckFailed, "Tests/HealthCardServicesTests/Identity/PersonServiceTests.swift"),
        (.realPersonCheckUnavailable, "Tests/HealthCardServicesTests/Identity/PersonServiceTests.swift"),
        (.personDocumentDiffers, "Tests/HealthCardServicesTests/Identity/PersonServiceTests.swift"),
        (.personNotFound, "Tests/HealthCardServicesTests/Identity/PersonServiceTests.swift"),
        (.cardNotSuspended, "Tests/HealthCardServicesTests/Card/CardLifeTests.swift"),
        // No service asks for it: a card is restored only after it was seen to be cancelled.
        (.cardNotCancelled, "Tests/HealthCardDomainTests/Card/CardTests.swift"),
        (.lookNotFound, "Tests/HealthCardServicesTests/Audit/LookTests.swift"),
        (.subscriptionNotFound, "Tests/HealthCardServicesTests/Index/SubscriptionTests.swift"),
        (.subscriptionUnknown, "Tests/HealthCardHTTPTests/FHIR/FHIRSubscriptionTests.swift"),
        (.eventsExpired, "Tests/HealthCardServicesTests/Index/SubscriptionTests.swift"),
        (.institutionNotFound, "Tests/HealthCardServicesTests/Index/SubscriptionTests.swift"),
        (.useBatchSize, "Tests/HealthCardServicesTests/Use/UploadTests.swift"),
        (.useNotToday, "Tests/HealthCardServicesTests/Use/UploadTests.swift"),
        (.dialectMethodUnknown, "Tests/HealthCardHTTPTests/Dialects/DialectRefusalTests.swift"),
        (.dialectEnvelopeMalformed, "Tests/HealthCardHTTPTests/Dialects/DialectRefusalTests.swift"),
        (.dialectContentUnreadable, "Tests/HealthCardHTTPTests/Dialects/DialectRefusalTests.swift"),
        (.elementUnsupported, "Tests/HealthCardHTTPTests/FHIR/FHIRFeedTests.swift"),
        (.formatNotAcceptable, "Tests/HealthCardHTTPTests/FHIR/FHIRFeedTests.swift"),
        (.storageFull, "Tests/System/test_full_disk.py"),
        (.headerTooLarge, "Tests/HealthCardHTTPTests/Admission/UnreadableRequestTests.swift"),
        (.requestMalformed, "Tests/HealthCardHTTPTests/Admission/UnreadableRequestTests.swift"),
        (.systemBusy, "Tests/HealthCardHTTPTests/Admission/FrontDoorTests.swift"),
        (.quotaExceeded, "Tests/HealthCardHTTPTests/Admission/FrontDoorTests.swift"),
        (.nodeStopping, "Tests/HealthCardHTTPTests/Admission/FrontDoorTests.swift"),
        (.indexNotMerged, "Tests/HealthCardServicesTests/Index/IndexDecidingTests.swift"),
        (.indexHeldApart, "Tests/HealthCardServicesTests/Index/IndexDecidingTests.swift"),
        (.indexNotHeldApart, "Tests/HealthCardServicesTests/Index/IndexDecidingTests.swift"),
        (.indexOnlyRecord, "Tests/HealthCardServicesTests/Index/IndexDecidingTests.swift"),
        (.indexMergeForbidden, "Tests/HealthCardServicesTests/Index/LocalMergeTests.swift"),
        (.reviewUnknown, "Tests/HealthCardServicesTests/Index/IndexDecidingTests.swift"),
        (.reviewClosed, "Tests/HealthCardServicesTests/Index/IndexDecidingTests.swift"),
        (.keyNotFound, "Tests/HealthCardServicesTests/Keys/KeyLifeTests.swift"),
        (.keyWrongState, "Tests/HealthCardServicesTests/Keys/KeyLifeTests.swift"),
        (.keyOutOfValidity, "Tests/HealthCardServicesTests/Keys/KeyLifeTests.swift"),
        (.sealedValueNotAuthentic, "Tests/StorageSQLiteTests/SealedCellTests.swift"),
        (.keyGrantNotValid, "Tests/HealthCardServicesTests/Keys/RootCeremonyTests.swift"),
        (.keyRegionForeign, "Tests/HealthCardServicesTests/Keys/RootCeremonyTests.swift"),
        (.keyCustodiansMissing, "Tests/HealthCardServicesTests/Keys/CustodianTests.swift"),
        (.keyCredentialWrong, "Tests/HealthCardServicesTests/Keys/CustodianTests.swift"),
        (.keyStillInUse, "Tests/HealthCardServicesTests/Keys/KeyDestructionTests.swift"),
        (.keyOvertaken, "Tests/HealthCardServicesTests/Keys/KeyRaceTests.swift"),
        (.keyComponentMalformed, "Tests/HealthCardServicesTests/Keys/KeyImportTests.swift"),
        (.keyComponentsCancel, "Tests/HealthCardServicesTests/Keys/KeyImportTests.swift"),
        (.keyCheckValueWrong, "Tests/HealthCardServicesTests/Keys/KeyImportTests.swift"),
        (.keyNotImportable, "Tests/HealthCardServicesTests/Keys/KeyImportTests.swift"),
        (.reviewTaken, "Tests/HealthCardServicesTests/Index/ReviewDeskTests.swift"),
        (.reviewOpinionGiven, "Tests/HealthCardServicesTests/Index/ReviewDeskTests.swift"),
        (.reviewUndoTooLate, "Tests/HealthCardServicesTests/Index/ReviewUndoTests.swift"),
    ]

    /// Codes that only pages answer with; their tests must be in `Tests/HealthCardPagesTests`.
    static let pages: [ProblemCode] = [.consentMissing, .formExpired]

    /// Codes that no request can reach, where they are thrown all the same, and why.
    static let secondLocks: [(code: ProblemCode, source: String, reason: String)] = [
        (
            .sandboxOnly, "Sources/HealthCardPages/Sandbox/Pages+Messages.swift",
            "the route is absent outside a sandbox; the page refuses besides"
        )
    ]
}
