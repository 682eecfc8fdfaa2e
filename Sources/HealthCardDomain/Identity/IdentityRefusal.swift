/// Why an identity, or a part of one, was not accepted.
///
/// The raw value is the stable code that callers see. No case carries any part of what was refused, so a refusal
/// can be logged and shown as it is.
package enum IdentityRefusal: String, Error, Sendable, Equatable, CaseIterable {
    // Any text.
    case nul = "text_nul"
    case controlCharacter = "text_control_character"
    case lineBreak = "text_line_break"
    case bidiControl = "text_bidi_control"
    case invisibleCharacter = "text_invisible_character"
    case privateUseCharacter = "text_private_use"
    case noncharacter = "text_noncharacter"
    case fullWidthCharacters = "text_full_width"
    case space = "text_space"

    // Citizen ID number, GB 11643-1999.
    case idNumberBadLength = "id_number_bad_length"
    case idNumberBadCharacter = "id_number_bad_character"
    case idNumberUnknownRegion = "id_number_unknown_region"
    case idNumberBadDate = "id_number_bad_date"
    case idNumberDateTooEarly = "id_number_date_too_early"
    case idNumberFutureDate = "id_number_future_date"
    case idNumberCheckDigit = "id_number_check_digit"
    case idNumberAmbiguousCentury = "id_number_ambiguous_century"

    // Other documents.
    case idTypeUnknown = "id_type_unknown"
    case documentNumberMalformed = "document_number_malformed"

    // Name and phone.
    case nameEmpty = "name_empty"
    case nameTooLong = "name_too_long"
    case nameBadCharacter = "name_bad_character"
    case nameOuterSpace = "name_outer_space"
    case nameMisplacedSeparator = "name_misplaced_separator"
    case phoneMalformed = "phone_malformed"

    // Proofing.
    case proofingMissing = "proofing_missing"
    case proofingMethodUnknown = "proofing_method_unknown"
    case proofingVerifierMalformed = "proofing_verifier_malformed"
    case proofingInFuture = "proofing_in_future"
    case proofingTooOld = "proofing_too_old"

    // The rest of a resident's identity.
    case genderUnknown = "gender_unknown"
    case genderMismatch = "gender_mismatch"
    case birthDateMalformed = "birth_date_malformed"
    case birthDateTooEarly = "birth_date_too_early"
    case birthDateInFuture = "birth_date_in_future"
    case birthDateMismatch = "birth_date_mismatch"
    case nationUnknown = "nation_unknown"
    case addressEmpty = "address_empty"
    case addressTooLong = "address_too_long"
}
