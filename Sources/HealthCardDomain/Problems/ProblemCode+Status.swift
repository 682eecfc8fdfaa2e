extension ProblemCode {
    /// The HTTP status under which every surface answers with the problem. Exhaustive on purpose: a new
    /// code does not build until someone decides.
    package var status: Int {
        switch self {
        case .requestMalformed, .bodyMalformed, .bodyTooDeep, .bodyDuplicateKey, .fieldMissing, .fieldMalformed,
            .fieldUnknown,
            .cursorMalformed, .signatureMalformed, .signatureComponentMissing, .signatureAlgorithmUnknown,
            .digestMissing, .idempotencyKeyMissing, .idempotencyKeyMalformed, .labelMalformed,
            .dialectMethodUnknown, .dialectEnvelopeMalformed, .dialectContentUnreadable, .consentMissing:
            400
        case .signatureMissing, .signatureWrong, .digestWrong, .timestampOutsideWindow, .nonceReplayed,
            .callerUnknown, .notSignedIn, .oneTimeCodeWrong, .oneTimeCodeExpired, .signInLinkUsed,
            .keyCredentialWrong:
            401
        case .callerNotAuthorised, .operationNotAllowed, .terminalNotAuthorised, .terminalOfOthers,
            .institutionNotAuthorised, .cardNotBound, .formExpired, .realPersonCheckFailed, .keyGrantNotValid,
            .authorityOfOthers,
            .keyRegionForeign, .keyCustodiansMissing:
            403
        case .routeNotFound, .personNotFound, .cardNotFound, .lookNotFound, .sandboxOnly, .keyNotFound, .indexUnknown,
            .sourceRecordUnknown, .authorityUnknown, .reviewUnknown, .subscriptionNotFound, .subscriptionUnknown,
            .institutionNotFound:
            404
        case .methodNotAllowed: 405
        case .formatNotAcceptable: 406
        case .personNameDiffers, .personDocumentDiffers, .cardNotActive, .cardNotCancelled, .cardNotSuspended,
            .codeExpired, .codeNotYetValid, .codeReplayed, .keyWrongState, .keyOutOfValidity, .keyStillInUse,
            .keyOvertaken, .sourceRecordVersionStale, .sourceRecordMerged, .indexSame, .indexNotMerged,
            .indexHeldApart, .indexNotHeldApart, .indexOnlyRecord, .indexMergeForbidden, .reviewClosed, .reviewTaken,
            .reviewOpinionGiven, .reviewUndoTooLate:
            409
        case .eventsExpired: 410
        case .bodyTooLarge: 413
        case .contentTypeUnsupported: 415
        case .oneTimeCodeLocked, .oneTimeCodeTooSoon, .quotaExceeded: 429
        case .headerTooLarge: 431
        case .elementUnsupported,
            .idempotencyKeyReused, .terminalUnknown, .departmentUnknown, .stepUnknown, .cardIDMalformed,
            .codeMalformed, .codeTypeUnknown, .codeVersionUnknown, .codeNotGenuine, .codeWrongApp, .useBatchSize,
            .useNotToday, .localIDMalformed, .searchTooWide, .fieldTooLong:
            422
        case .textNul, .textControlCharacter, .textLineBreak, .textBidiControl, .textInvisibleCharacter,
            .textPrivateUse, .textNoncharacter, .textFullWidth, .textSpace, .idNumberBadLength,
            .idNumberBadCharacter, .idNumberUnknownRegion, .idNumberBadDate, .idNumberDateTooEarly,
            .idNumberFutureDate, .idNumberCheckDigit, .idNumberAmbiguousCentury, .idTypeUnknown,
            .documentNumberMalformed, .nameEmpty, .nameTooLong, .nameBadCharacter, .nameOuterSpace,
            .nameMisplacedSeparator, .phoneMalformed, .proofingMissing, .proofingMethodUnknown,
            .proofingVerifierMalformed, .proofingInFuture, .proofingTooOld, .genderUnknown, .genderMismatch,
            .birthDateMalformed, .birthDateTooEarly, .birthDateInFuture, .birthDateMismatch, .nationUnknown,
            .addressEmpty, .addressTooLong, .keyComponentMalformed, .keyComponentsCancel, .keyCheckValueWrong,
            .keyNotImportable:
            422
        case .fault, .sealedValueNotAuthentic: 500
        case .databaseUnavailable, .storageFull, .realPersonCheckUnavailable, .messageUnavailable, .hsmUnavailable,
            .systemBusy, .nodeStopping:
            503
        }
    }
}
