import HTTPTypes
import HealthCardDomain
import Matching
import TestSupport

extension TestServer {
    /// A registration of a made-up person's record; members may be changed or removed (`nil`).
    func sourceRecord(
        _ person: Int,
        at hospital: InstitutionCode = TestRegion.hospital,
        _ changes: [String: String?] = [:]
    ) -> SignedRequest {
        let fields = MadeUpRegistration.fields(person)
        var members = [
            "authority": "\"\(hospital)\"", "local_id": "\"P\(person)\"", "name": "\"\(fields.name)\"",
            "gender": "\"\(fields.sex)\"", "birth_date": "\"\(fields.birthDate)\"", "id_type": "\"01\"",
            "id_no": "\"\(fields.idNumber)\"", "phone": "\"\(fields.phone)\"",
            "address": "\"\(fields.address)\"",
        ]
        for (name, value) in changes { members[name] = value }
        return indexRequest("source-records", members, isWhole: true).with {
            $0.idempotencyKey = "key-\(Int.random(in: 100_000_000...999_999_999))"
        }
    }

    /// A request about local id P1 of the hospital.
    func indexRequest(_ route: String, _ changes: [String: String?] = [:], isWhole: Bool = false) -> SignedRequest {
        var members: [String: String] =
            isWhole ? [:] : ["authority": "\"\(TestRegion.hospital)\"", "local_id": "\"P1\""]
        for (name, value) in changes { members[name] = value }
        let body = members.sorted { $0.key < $1.key }.map { "\"\($0.key)\": \($0.value)" }.joined(separator: ", ")
        return SignedRequest(.post, "/api/v1/\(route)", json: "{\(body)}")
    }

    func localMerge(_ prior: String, into surviving: String) -> SignedRequest {
        indexRequest(
            "source-records:merge",
            [
                "local_id": nil, "prior_local_id": "\"\(prior)\"", "surviving_local_id": "\"\(surviving)\"",
            ]
        ).with { $0.idempotencyKey = "key-\(Int.random(in: 100_000_000...999_999_999))" }
    }
}
