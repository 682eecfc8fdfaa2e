extension IdentityRefusal: Refusal {
    package var code: ProblemCode {
        switch self {
        case .nul: .textNul
        case .controlCharacter: .textControlCharacter
        case .lineBreak: .textLineBreak
        case .bidiControl: .textBidiControl
        case .invisibleCharacter: .textInvisibleCharacter
        case .privateUseCharacter: .textPrivateUse
        case .noncharacter: .textNoncharacter
        case .fullWidthCharacters: .textFullWidth
        case .space: .textSpace
        case .idNumberBadLength: .idNumberBadLength
        case .idNumberBadCharacter: .idNumberBadCharacter
        case .idNumberUnknownRegion: .idNumberUnknownRegion
        case .idNumberBadDate: .idNumberBadDate
        case .idNumberDateTooEarly: .idNumberDateTooEarly
        case .idNumberFutureDate: .idNumberFutureDate
        case .idNumberCheckDigit: .idNumberCheckDigit
        case .idNumberAmbiguousCentury: .idNumberAmbiguousCentury
        case .idTypeUnknown: .idTypeUnknown
        case .documentNumberMalformed: .documentNumberMalformed
        case .nameEmpty: .nameEmpty
        case .nameTooLong: .nameTooLong
        case .nameBadCharacter: .nameBadCharacter
        case .nameOuterSpace: .nameOuterSpace
        case .nameMisplacedSeparator: .nameMisplacedSeparator
        case .phoneMalformed: .phoneMalformed
        case .proofingMissing: .proofingMissing
        case .proofingMethodUnknown: .proofingMethodUnknown
        case .proofingVerifierMalformed: .proofingVerifierMalformed
        case .proofingInFuture: .proofingInFuture
        case .proofingTooOld: .proofingTooOld
        case .genderUnknown: .genderUnknown
        case .genderMismatch: .genderMismatch
        case .birthDateMalformed: .birthDateMalformed
        case .birthDateTooEarly: .birthDateTooEarly
        case .birthDateInFuture: .birthDateInFuture
        case .birthDateMismatch: .birthDateMismatch
        case .nationUnknown: .nationUnknown
        case .addressEmpty: .addressEmpty
        case .addressTooLong: .addressTooLong
        }
    }
}
