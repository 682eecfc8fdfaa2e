import HealthCardDomain
import HealthCardServices
import StrictJSON

/// The dialect's names for a resident's data, read and written.
enum DialectIdentity {
    static func read(_ body: inout JSONObject, on today: CivilDate) throws -> ResidentIdentity {
        let document = try readDocument(&body, on: today)
        let nameText = try body.string("name")
        let name = try FieldRefusal.pinning("name") { try PersonName(nameText) }
        let phone = try readPhone(&body)
        let (gender, birthDate) = try readBirth(&body)
        let nation = try present(body.optionalString("nation"))
        let address = try present(body.optionalString("address")).map(Sensitive.init)
        return try IdentityFields.pinning {
            try ResidentIdentity(
                document: document,
                name: name,
                gender: gender,
                birthDate: birthDate,
                phone: phone,
                nation: nation,
                address: address,
                on: today
            )
        }
    }

    static func readDocument(_ body: inout JSONObject, on today: CivilDate) throws -> DocumentNumber {
        let typeText = try body.string("id_type")
        guard let type = IDType(rawValue: typeText) else { throw FieldRefusal(.idTypeUnknown, field: "id_type") }
        let number = try body.string("id_no")
        return try FieldRefusal.pinning("id_no") { try DocumentNumber(type: type, text: number, on: today) }
    }

    /// The change that a modification asks for: what it does not name stays.
    static func readChange(
        _ body: inout JSONObject,
        on today: CivilDate
    ) throws -> @Sendable (ResidentIdentity) throws -> ResidentIdentity {
        let phone = try readPhone(&body)
        let (gender, birthDate) = try readBirth(&body)
        let address = try present(body.optionalString("address")).map(Sensitive.init)
        return { identity in
            try IdentityFields.pinning {
                try ResidentIdentity(
                    document: identity.document,
                    name: identity.name,
                    gender: gender ?? identity.gender,
                    birthDate: birthDate ?? identity.birthDate,
                    phone: phone ?? identity.phone,
                    nation: identity.nation,
                    address: address ?? identity.address,
                    on: today
                )
            }
        }
    }

    static func write(_ resident: Disclosure, card: Card, to json: inout JSONWriter) {
        json.member("ehealth_card_id", card.id.text)
        json.member("mindex_id", card.personID.text)
        json.member("status", card.status.rawValue)
        json.member("name", (resident[.name] ?? resident[.nameMasked])?.exposed)
        json.member("id_type", resident[.idType]?.exposed)
        json.member("id_no", (resident[.idNumber] ?? resident[.idNumberMasked])?.exposed)
        json.member("gender", resident[.gender]?.exposed)
        json.member("birthday", resident[.birthDate]?.exposed)
        json.member("cellphone", (resident[.phone] ?? resident[.phoneMasked])?.exposed)
        json.member("nation", resident[.nation]?.exposed)
        json.member("address", resident[.address]?.exposed)
    }

    private static func readPhone(_ body: inout JSONObject) throws -> PhoneNumber? {
        try present(body.optionalString("cellphone")).map { text in
            try FieldRefusal.pinning("cellphone") { try PhoneNumber(text) }
        }
    }

    private static func readBirth(_ body: inout JSONObject) throws -> (Gender?, CivilDate?) {
        let gender = try present(body.optionalString("gender")).map { text in
            guard let gender = Gender(rawValue: text) else { throw FieldRefusal(.genderUnknown, field: "gender") }
            return gender
        }
        let birthDate = try present(body.optionalString("birthday")).map { text in
            guard let date = CivilDate(iso: text) ?? CivilDate(compact: text) else {
                throw FieldRefusal(.birthDateMalformed, field: "birthday")
            }
            return date
        }
        return (gender, birthDate)
    }

    /// The dialect sends empty texts for what it does not know.
    private static func present(_ text: String?) -> String? {
        text.flatMap { $0.isEmpty ? nil : $0 }
    }
}
