import FHIR
import Foundation
import HTTPTypes
import HealthCardDomain
import Matching
import TestSupport

/// What hospitals of the made-up region ask the FHIR service.
enum FHIRCaller {
    static let absent = "http://hl7.org/fhir/StructureDefinition/data-absent-reason"

    static func system(_ hospital: InstitutionCode) -> String { "urn:xinglin:authority:\(hospital)" }

    /// A Patient that says all that a hospital knows of a made-up person.
    ///
    /// - Parameter changes: members to change, or to leave out (`nil`).
    static func patient(
        _ person: Int,
        as localID: String,
        at hospital: InstitutionCode = TestRegion.hospital,
        _ changes: [String: String?] = [:]
    ) -> String {
        let fields = MadeUpRegistration.fields(person)
        var members: [String: String] = [
            "resourceType": "\"Patient\"",
            "identifier": """
            [{"system": "\(system(hospital))", "value": "\(localID)"},
            {"system": "urn:oid:2.16.156.10011.1.3", "value": "\(fields.idNumber)"}]
            """,
            "name": "[{\"text\": \"\(fields.name)\"}]",
            "gender": fields.sex == "1" ? "\"male\"" : "\"female\"",
            "birthDate": "\"\(fields.birthDate)\"",
            "telecom": "[{\"system\": \"phone\", \"value\": \"\(fields.phone)\"}]",
            "address": "[{\"text\": \"\(fields.address)\"}]",
        ]
        for (name, value) in changes { members[name] = value }
        return "{" + members.sorted { $0.key < $1.key }.map { "\"\($0.key)\": \($0.value)" }.joined(separator: ", ")
            + "}"
    }

    static func update(
        _ body: String,
        as localID: String,
        at hospital: InstitutionCode = TestRegion.hospital
    ) -> SignedRequest {
        SignedRequest(.put, "/fhir/Patient", json: body).with {
            $0.query = "identifier=\("\(system(hospital))|\(localID)".queryEncoded)"
            $0.contentType = "application/fhir+json"
        }
    }

    static func put(
        _ person: Int,
        as localID: String,
        at hospital: InstitutionCode = TestRegion.hospital
    ) -> SignedRequest {
        update(patient(person, as: localID, at: hospital), as: localID, at: hospital)
    }

    static func delete(_ localID: String, at hospital: InstitutionCode = TestRegion.hospital) -> SignedRequest {
        SignedRequest(.delete, "/fhir/Patient").with {
            $0.query = "identifier=\("\(system(hospital))|\(localID)".queryEncoded)"
        }
    }

    static func get(_ path: String, _ query: [(String, String)] = []) -> SignedRequest {
        SignedRequest(.get, "/fhir/\(path)").with {
            if !query.isEmpty { $0.query = query.map { "\($0.0)=\($0.1.queryEncoded)" }.joined(separator: "&") }
        }
    }

    static func pix(
        _ localID: String,
        at hospital: InstitutionCode = TestRegion.hospital,
        to targets: [String] = []
    ) -> SignedRequest {
        get(
            "Patient/$ihe-pix",
            [("sourceIdentifier", "\(system(hospital))|\(localID)")] + targets.map { ("targetSystem", $0) }
        )
    }

    static func match(_ body: String) -> SignedRequest {
        SignedRequest(.post, "/fhir/Patient/$match", json: body).with { $0.contentType = "application/fhir+json" }
    }

    static func form(_ query: [(String, String)], path: String = "/fhir/Patient/_search") -> SignedRequest {
        let text = query.map { "\($0.0)=\($0.1.queryEncoded)" }.joined(separator: "&")
        return SignedRequest(.post, path, json: text).with { $0.contentType = "application/x-www-form-urlencoded" }
    }
}

extension Answer {
    /// The patients of a searchset.
    var patients: [[String: Any]] {
        get throws {
            (try object["entry"] as? [[String: Any]] ?? []).compactMap { $0["resource"] as? [String: Any] }.filter {
                $0["resourceType"] as? String == "Patient"
            }
        }
    }

    /// `system|value` of the identifiers in the answer to a cross-reference, and `Patient/id` of its patients.
    var crossReferences: [String] {
        get throws {
            (try object["parameter"] as? [[String: Any]] ?? []).compactMap { parameter in
                if let found = parameter["valueIdentifier"] as? [String: String] {
                    return "\(found["system"] ?? "")|\(found["value"] ?? "")"
                }
                return (parameter["valueReference"] as? [String: String])?["reference"]
            }
        }
    }

    /// The first issue of an OperationOutcome: its type, our code, its diagnostics.
    var issue: (type: String, code: String, diagnostics: String, expression: String?) {
        get throws {
            let issue = (try object["issue"] as? [[String: Any]])?.first ?? [:]
            let details = issue["details"] as? [String: Any]
            let coding = (details?["coding"] as? [[String: String]])?.first
            return (
                issue["code"] as? String ?? "", coding?["code"] ?? "", issue["diagnostics"] as? String ?? "",
                (issue["expression"] as? [String])?.first
            )
        }
    }
}
