import FHIR
import HealthCardDomain
import HealthCardServices
import Hummingbird

/// The search for patients by what is known of them (IHE ITI-78).
struct FHIRSearch: Sendable {
    /// How many patients a page has where the caller does not say.
    private static let pageSize = 10

    let desk: IndexDesk

    /// `GET /fhir/Patient?…`
    func search(_ call: FHIRCall) async throws -> JSONAnswer { try await search(call.parameters, path: "", call) }

    /// `POST /fhir/Patient/_search`, whose parameters stand in a form, so that nothing personal stands in an address. The next
    /// part is asked for by the same form at another address.
    func searchByForm(_ call: FHIRCall) async throws -> JSONAnswer {
        try FHIRFormat.requireForm(call.request)
        guard let text = String(validating: call.body, as: UTF8.self) else { throw RequestRefusal.bodyMalformed }
        return try await search(call.parameters + QueryText.parameters(text), path: "/_search", call)
    }

    private func search(
        _ parameters: [(name: String, value: String)],
        path: String,
        _ call: FHIRCall
    ) async throws -> JSONAnswer {
        var asked = try SearchReader.read(parameters)
        try FHIRFormat.requireAcceptable(call.request, format: parameters.last { $0.name == "_format" }?.value)
        if !asked.ignored.isEmpty, call.isStrict { throw RequestRefusal.fieldUnknown(asked.ignored[0]) }
        if asked.isActive == false { throw RequestRefusal.elementUnsupported("active") }
        asked.readIndexNumber()
        let query = asked.understood.filter { !$0.hasPrefix(SearchReader.pointerParameter + "=") }
        var answer: SearchSet
        var next: SearchPointer?
        if let id = asked.id {
            answer = try await byID(id, asked, call)
        } else {
            (answer, next) = try await byDemographics(asked, call)
        }
        answer.selfLink = call.address("Patient", asked.understood)
        if let next {
            let page = "\(SearchReader.pointerParameter)=\(next.text)"
            answer.nextLink = call.address("Patient\(path)", (path.isEmpty ? query : []) + [page])
        }
        answer.warnings = asked.ignored.map(OperationIssue.ignored)
        return FHIRCall.answer(answer.json)
    }

    /// The patient of a logical id, and the one who took its place. The id of nobody finds nothing.
    private func byID(_ id: String, _ asked: SearchRequest, _ call: FHIRCall) async throws -> SearchSet {
        guard asked.hasNothingButID else { throw RequestRefusal.elementUnsupported("_id") }
        guard let number = IndexNumber(logicalID: id) else { throw RequestRefusal.fieldMalformed("_id") }
        var patients: [PatientResource] = []
        do {
            let view = try await desk.person(number, by: call.act)
            if view.index.number != number { patients.append(PatientResource(number, mergedInto: view.index.number)) }
            patients.append(PatientResource(view))
        } catch let recorded as RecordedRefusal where recorded.refusal.code == .indexUnknown {
            patients = []
        }
        var answer = SearchSet(patients.map { SearchSet.Entry($0) }, base: call.base)
        answer.total = patients.count
        return answer
    }

    private func byDemographics(
        _ asked: SearchRequest,
        _ call: FHIRCall
    ) async throws -> (SearchSet, SearchPointer?) {
        let pointer = try asked.pointer.map { text in
            guard let pointer = SearchPointer(text) else {
                throw FieldRefusal(.cursorMalformed, field: SearchReader.pointerParameter)
            }
            return pointer
        }
        let found = try await FHIRRefusal.translating {
            let search = try asked.personSearch()
            return try await desk.search(
                search,
                after: pointer,
                limit: asked.count ?? Self.pageSize,
                by: call.act
            )
        } _: {
            SearchRequest.refusal($0)
        }
        let patients = found.persons.map { PatientResource($0, systems: asked.systems) }.filter { patient in
            patient.hasName(family: asked.family, given: asked.given)
                && (asked.systems.isEmpty || !patient.identifiers.isEmpty || !patient.documents.isEmpty)
        }
        var answer = SearchSet(patients.map { SearchSet.Entry($0) }, base: call.base)
        // Nobody counts those behind a page.
        if pointer == nil, found.next == nil { answer.total = patients.count }
        return (answer, found.next)
    }
}
