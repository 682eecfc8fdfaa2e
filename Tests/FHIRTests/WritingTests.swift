import FHIR
import Foundation
import HealthCardDomain
import SeededRandom
import StrictJSON
import Testing

struct WritingTests {
    private static var patient: PatientResource {
        var patient = PatientResource(id: "12")
        patient.version = 3
        patient.identifiers += [BusinessIdentifier(system: "urn:xinglin:authority:H01", value: "P0001")]
        patient.documents = [
            IdentityDocument(.residentID, "11010119900307721X"), IdentityDocument(.taiwanPermit, "01234567"),
        ]
        patient.name = "李小雨"
        patient.gender = .female
        patient.birthDate = "1990-03-07"
        patient.phone = "13800000000"
        patient.address = "北京市东城区东华门街道1号"
        patient.nation = "03"
        patient.guardianName = "王芳"
        patient.guardianDocument = IdentityDocument(.residentID, "110101196503078844")
        return patient
    }

    private static var merged: PatientResource {
        var merged = PatientResource(id: "15")
        merged.replacedBy = "12"
        return merged
    }

    /// What must be written, by the name of its file.
    private static var written: [String: [UInt8]] {
        var unsure = PatientResource(id: "16")
        (unsure.name, unsure.birthDate, unsure.nation, unsure.gender) = ("Li Xiaoyu", "1990/3", "穿青人", .unstated)
        var found = SearchSet(
            [SearchSet.Entry(patient), SearchSet.Entry(unsure)],
            base: "https://index.example.org/fhir"
        )
        found.selfLink = "https://index.example.org/fhir/Patient?gender=female"
        found.nextLink = "https://index.example.org/fhir/Patient?_page=abc"
        found.warnings = [
            OperationIssue(note: "parameter_ignored", "未使用该查询参数", "The parameter was not used", expression: "phonetic")
        ]
        var matched = SearchSet(
            [
                SearchSet.Entry(patient, match: (999_990, .certain)),
                SearchSet.Entry(unsure, match: (500_000, .possible)),
            ],
            base: "https://index.example.org/fhir"
        )
        matched.total = 2
        var filed = PatientResource(id: "12")
        (filed.isPart, filed.isKnown) = (true, false)
        var nobody = SearchSet([], base: "https://index.example.org/fhir")
        nobody.total = 0
        return [
            "patient": patient.json, "merged": merged.json, "filed": filed.json, "found": found.json,
            "matched": matched.json,
            "nobody": nobody.json,
            "cross-reference": CrossReference(Array(patient.identifiers.dropFirst()), patient: "12").json,
            "no-cross-reference": CrossReference([], patient: nil).json,
            "outcome": OperationIssue.outcome([
                OperationIssue(.fieldMalformed, expression: "Patient.birthDate"),
                OperationIssue(.personNotFound, diagnostics: "sourceIdentifier Patient Identifier not found"),
            ]),
            "capability": CapabilityStatement(release: "1.0", base: "https://index.example.org/fhir").json,
        ].merging(SubscriptionAnswers.written) { first, _ in first }
    }

    @Test func `every kind of answer is written as its file says`() throws {
        let names = try Golden.names(".out.json")
        #expect(names == Self.written.keys.map { "\($0).out.json" }.sorted())
        for (name, bytes) in Self.written {
            let expected = try Golden.value("\(name).out.json")
            #expect(try JSONReader.read(bytes) == expected, "\(name): \(String(decoding: bytes, as: UTF8.self))")
        }
    }

    @Test func `what is written reads back equal`() throws {
        var random = SeededGenerator(seed: 5)
        let texts = ["", "张三", "Zhang San", "\"\\", "买买提·吐尔逊", "\u{20000}一"]
        for _ in 0..<500 {
            func text() -> String { texts.randomElement(using: &random) ?? "" }
            var patient = PatientResource(id: "1")
            patient.identifiers = [
                BusinessIdentifier(system: "urn:xinglin:authority:H\(text().utf8.count)", value: "P1")
            ]
            if Bool.random(using: &random) { patient.documents = [IdentityDocument(.passport, "E1")] }
            (patient.name, patient.phone, patient.address, patient.guardianName) = (text(), text(), text(), text())
            patient.gender = [nil, .male, .female, .unknown].randomElement(using: &random) ?? nil
            patient.birthDate = ["", "1990", "1990-02", "19900228"].randomElement(using: &random) ?? ""
            patient.nation = ["", "01", "15", "汉族"].randomElement(using: &random) ?? ""
            let statement = try PatientReader.statement(JSONReader.read(patient.json))
            func said(_ text: String) -> Said<String> { text.isEmpty ? .nothing : .value(text) }
            #expect(statement.identifiers == patient.identifiers)
            #expect(statement.documents == (patient.documents.isEmpty ? .nothing : .value(patient.documents)))
            #expect(statement.name == said(patient.name) && statement.phone == said(patient.phone))
            #expect(statement.address == said(patient.address) && statement.guardianName == said(patient.guardianName))
            #expect(statement.gender == (patient.gender.map { .value($0) } ?? .nothing))
            #expect(statement.birthDate == said(patient.birthDate.count == 8 ? "1990-02-28" : patient.birthDate))
            #expect(statement.nation == said(patient.nation == "汉族" ? "01" : patient.nation))
        }
    }
}
