import FHIR
import HealthCardDomain
import HealthCardServices
import Matching
import StrictJSON

/// Reading a patient, matching (IHE ITI-119), and the cross-reference of numbers (IHE ITI-83).
struct FHIRQueries: Sendable {
    /// How many patients a match is answered with where the caller sets no limit.
    private static let matchLimit = 10

    let desk: IndexDesk

    /// `GET /fhir/Patient/{id}`. An index that was merged is answered as inactive, with the patient who took its place.
    func read(_ id: String, _ call: FHIRCall) async throws -> JSONAnswer {
        try call.requireNoParameters()
        guard let number = IndexNumber(logicalID: id) else { throw IndexRefusal.indexUnknown }
        let view = try await desk.person(number, by: call.act)
        let survivor = view.index.number
        let patient = survivor == number ? PatientResource(view) : PatientResource(number, mergedInto: survivor)
        return FHIRCall.answer(patient.json)
    }

    /// `POST /fhir/Patient/$match`.
    func match(_ call: FHIRCall) async throws -> JSONAnswer {
        try FHIRFormat.requireResource(call.request)
        try call.requireNoParameters()
        let asked = try MatchRequest(JSONReader.read(call.body))
        let own = asked.statement.identifiers.lazy.compactMap { try? SourceRecordID($0) }.first
        let found = try await desk.match(
            asked.statement.described(as: own),
            limit: min(asked.count ?? Self.matchLimit, IndexDesk.pageLimit),
            onlyCertain: asked.onlyCertain,
            by: call.act
        )
        let entries = found.map { one in
            SearchSet.Entry(
                PatientResource(one.person),
                match: (DecisionReasons.millionths(one.probability), Self.grade(one.grade))
            )
        }
        var answer = SearchSet(entries, base: call.base)
        answer.total = entries.count
        return FHIRCall.answer(answer.json)
    }

    /// `GET /fhir/Patient/$ihe-pix?sourceIdentifier=system|value&targetSystem=uri`. The statuses and the diagnostics of
    /// what is not known are the profile's (ITI-83, 2:3.83.4.2.2).
    func crossReference(_ call: FHIRCall) async throws -> JSONAnswer {
        let asked = try CrossReferenceQuery(call.parameters)
        let found = try await FHIRRefusal.translating {
            let authorities = try asked.authorities()
            return switch try asked.source() {
            case .index(let number): try await desk.crossReference(of: number, to: authorities, by: call.act)
            case .record(let id): try await desk.crossReference(of: id, to: authorities, by: call.act)
            }
        } _: {
            CrossReferenceQuery.refusal($0)
        }
        let identifiers = asked.wantsIdentifiers ? found.identifiers.map(BusinessIdentifier.init) : []
        let patient = asked.wantsPatient ? "\(found.index)" : nil
        return FHIRCall.answer(CrossReference(identifiers, patient: patient).json)
    }

    private static func grade(_ grade: Matching.MatchGrade) -> FHIR.MatchGrade {
        switch grade {
        case .certain: .certain
        case .probable: .probable
        case .possible: .possible
        case .certainlyNot: .certainlyNot
        }
    }
}

extension IndexNumber {
    /// The number that a logical id is; `nil` for any other text.
    init?(logicalID text: String) {
        guard let value = Int64(text), "\(value)" == text else { return nil }
        self.init(value)
    }
}
