import Foundation
import HealthCardDomain
import HealthCardServices
import StrictJSON

/// The body of `POST /api/v1/cards`.
enum RegistrationBody {
    /// Reads an application; a refusal names the field it is about.
    static func read(_ body: JSONObject, at now: Date) throws -> RegistrationRequest {
        var body = body
        let today = CivilDate(inChinaAt: now)
        let typeText = try body.string("id_type")
        guard let type = IDType(rawValue: typeText) else {
            throw FieldRefusal(.idTypeUnknown, field: "id_type")
        }
        let number = try body.string("id_no")
        let document = try FieldRefusal.pinning("id_no") { try DocumentNumber(type: type, text: number, on: today) }
        let nameText = try body.string("name")
        let name = try FieldRefusal.pinning("name") { try PersonName(nameText) }
        let phone = try body.optionalString("phone").map { text in
            try FieldRefusal.pinning("phone") { try PhoneNumber(text) }
        }
        let gender = try body.optionalString("gender").map { text in
            guard let gender = Gender(rawValue: text) else { throw FieldRefusal(.genderUnknown, field: "gender") }
            return gender
        }
        let birthDate = try body.optionalString("birth_date").map { text in
            guard let date = CivilDate(iso: text) else {
                throw FieldRefusal(.birthDateMalformed, field: "birth_date")
            }
            return date
        }
        let nation = try body.optionalString("nation")
        let address = try body.optionalString("address").map(Sensitive.init)
        let channelText = try body.optionalString("channel") ?? ApplyChannel.app.rawValue
        guard let channel = ApplyChannel(rawValue: channelText) else { throw RequestRefusal.fieldMalformed("channel") }
        let proofing = try proofing(in: &body, at: now)
        try body.finish()
        let identity = try IdentityFields.pinning {
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
        return RegistrationRequest(identity: identity, proofing: proofing, channel: channel)
    }

    private static func proofing(in body: inout JSONObject, at now: Date) throws -> Proofing {
        guard var stated = try body.optionalObject("proofing") else {
            throw FieldRefusal(.proofingMissing, field: "proofing")
        }
        let method = try stated.optionalString("method")
        let verifier = try stated.optionalString("verifier")
        let instant = try stated.optionalString("at").map { text in
            guard let instant = Timestamp.instant(text) else { throw RequestRefusal.fieldMalformed("proofing.at") }
            return instant
        }
        try stated.finish()
        return try FieldRefusal.pinning("proofing") {
            try Proofing(method: method, verifier: verifier, verifiedAt: instant, now: now)
        }
    }
}
