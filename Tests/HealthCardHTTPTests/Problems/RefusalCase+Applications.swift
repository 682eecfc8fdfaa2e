import HealthCardDomain
import TestSupport

extension RefusalCase {
    /// Bad applications: every rule about a resident's data, through the API.
    static let applications: [RefusalCase] =
        texts + numbers + [
            application(.idTypeUnknown, field: "id_type", "id_type", "\"77\""),
            application(.documentNumberMalformed, field: "id_no", "id_no", "\"--\"", more: ["id_type": "\"03\""]),
            application(.nameEmpty, field: "name", "name", "\"\""),
            application(.nameTooLong, field: "name", "name", "\"\(String(repeating: "张", count: 51))\""),
            application(.nameBadCharacter, field: "name", "name", "\"张3\""),
            application(.nameOuterSpace, field: "name", "name", "\" 张三\""),
            application(.nameMisplacedSeparator, field: "name", "name", "\"·张三\""),
            application(.phoneMalformed, field: "phone", "phone", "\"12345\""),
            application(.proofingMissing, field: "proofing", "proofing", nil),
            application(.proofingMissing, field: "proofing", "proofing", proofing(at: nil)),
            application(.proofingMethodUnknown, field: "proofing", "proofing", proofing(method: "guess")),
            application(.proofingVerifierMalformed, field: "proofing", "proofing", proofing(verifier: "读卡器")),
            application(.proofingInFuture, field: "proofing", "proofing", proofing(at: "2026-09-22T10:00:00Z")),
            application(.proofingTooOld, field: "proofing", "proofing", proofing(at: "2026-09-20T01:00:00Z")),
            application(
                .fieldMalformed,
                field: "proofing.at",
                "proofing",
                proofing(at: "yesterday"),
                status: 400
            ),
            application(.genderUnknown, field: "gender", "gender", "\"3\""),
            application(.genderMismatch, field: "gender", "gender", "\"2\""),
            application(.birthDateMalformed, field: "birth_date", "birth_date", "\"1990-1-1\""),
            application(.birthDateMismatch, field: "birth_date", "birth_date", "\"1990-01-02\""),
            application(
                .birthDateTooEarly,
                field: "birth_date",
                "birth_date",
                "\"1849-12-31\"",
                more: passport
            ),
            application(.birthDateInFuture, field: "birth_date", "birth_date", "\"2026-09-23\"", more: passport),
            application(.nationUnknown, field: "nation", "nation", "\"60\""),
            application(.addressEmpty, field: "address", "address", "\"　\""),
            application(.addressTooLong, field: "address", "address", "\"\(String(repeating: "路", count: 201))\""),
            application(.fieldMalformed, field: "channel", "channel", "\"7\"", status: 400),
        ]

    private static let texts: [RefusalCase] = [
        application(.textNul, field: "name", "name", "\"张\\u0000三\""),
        application(.textControlCharacter, field: "name", "name", "\"张\\u0007三\""),
        application(.textLineBreak, field: "name", "name", "\"张\\n三\""),
        application(.textBidiControl, field: "name", "name", "\"张\u{202E}三\""),
        application(.textInvisibleCharacter, field: "name", "name", "\"张\u{200B}三\""),
        application(.textPrivateUse, field: "name", "name", "\"张\u{E000}\""),
        application(.textNoncharacter, field: "name", "name", "\"张\\uFFFE\""),
        application(.textFullWidth, field: "id_no", "id_no", "\"５１０１０１１９９００１０１００１Ｘ\""),
        application(.textSpace, field: "id_no", "id_no", "\"510101 199001010015\""),
        application(.textBidiControl, field: "address", "address", "\"路\u{2066}1\""),
        application(.textFullWidth, field: "phone", "phone", "\"１３８０００００００１\""),
    ]

    private static let numbers: [RefusalCase] = [
        application(.idNumberBadLength, field: "id_no", "id_no", "\"5101011990010\""),
        application(.idNumberBadCharacter, field: "id_no", "id_no", "\"51010119900101A015\""),
        application(.idNumberUnknownRegion, field: "id_no", "id_no", "\"991010199001010015\""),
        application(.idNumberBadDate, field: "id_no", "id_no", "\"510101199002300015\""),
        application(.idNumberDateTooEarly, field: "id_no", "id_no", "\"510101184912310015\""),
        application(.idNumberFutureDate, field: "id_no", "id_no", "\"510101202612310015\""),
        application(.idNumberCheckDigit, field: "id_no", "id_no", "\"\(wrongCheckDigit)\""),
        application(.idNumberAmbiguousCentury, field: "id_no", "id_no", "\"510101800101996\""),
    ]

    private static let passport: [String: String?] = ["id_type": "\"03\"", "id_no": "\"E12345678\""]

    /// A right number with its last digit moved by one.
    private static var wrongCheckDigit: String {
        let number = MadeUpResident.number(1)
        return number.dropLast() + (number.last == "5" ? "6" : "5")
    }

    private static func proofing(
        method: String = "staff_checked",
        verifier: String = "v",
        at: String? = "2026-09-22T01:00:00Z"
    ) -> String {
        let instant = at.map { ", \"at\": \"\($0)\"" } ?? ""
        return "{\"method\": \"\(method)\", \"verifier\": \"\(verifier)\"\(instant)}"
    }
}
