import FHIR
import HTTPTypes
import HealthCardDomain
import HealthCardServices
import StrictJSON

/// The patient identity feed (IHE ITI-104): add or revise, resolve duplicate, remove.
struct FHIRFeed: Sendable {
    let desk: IndexDesk

    /// `PUT /fhir/Patient?identifier=system|value`. A patient whose place another took is merged into that one.
    func update(_ call: FHIRCall) async throws -> JSONAnswer {
        try FHIRFormat.requireResource(call.request)
        let id = try call.record()
        let statement = try PatientReader.statement(JSONReader.read(call.body))
        try Self.requireOwn(id, in: statement)
        let key = try call.idempotencyKey()
        let version = try call.seenVersion()
        if let surviving = statement.replacedBy {
            if version != nil { throw RequestRefusal.elementUnsupported("if-match") }
            return try await merge(id, into: surviving, key, call)
        }
        let filed = try await FHIRRefusal.translating {
            try await desk.register(statement.filed, as: id, expecting: version, key: key, by: call.act)
        } _: {
            Self.refusal($0)
        }
        var answer = FHIRCall.answer(
            PatientResource(filed.index, filedAs: id).json,
            status: filed.outcome == .added ? .created : .ok
        )
        answer.location = "\(call.base)/Patient/\(filed.index)"
        answer.entityTag = "W/\"\(filed.version)\""
        return answer
    }

    /// `DELETE /fhir/Patient?identifier=system|value`.
    func delete(_ call: FHIRCall) async throws -> JSONAnswer {
        let id = try call.record()
        let version = try call.seenVersion()
        let filed = try await FHIRRefusal.translating {
            try await desk.withdraw(id, expecting: version, by: call.act)
        } _: {
            Self.refusal($0)
        }
        let note =
            filed.outcome == .withdrawn
            ? OperationIssue(note: "record_withdrawn", "来源记录已撤回", "The source record is withdrawn")
            : OperationIssue(note: "record_withdrawn_before", "来源记录先前已撤回", "The source record was withdrawn before")
        return FHIRCall.answer(OperationIssue.outcome([note]))
    }

    private func merge(
        _ id: SourceRecordID,
        into surviving: BusinessIdentifier,
        _ key: IdempotencyKey?,
        _ call: FHIRCall
    ) async throws -> JSONAnswer {
        let place = "Patient.link[0].other.identifier"
        let other = try FieldRefusal.pinning(place) { try SourceRecordID(surviving) }
        let merged = try await FHIRRefusal.translating {
            try await desk.mergeRecord(id, into: other, key: key, by: call.act)
        } _: {
            Self.refusal($0)
        }
        switch merged.outcome {
        case .merged, .unchanged: return FHIRCall.answer(PatientResource(merged.index, filedAs: other).json)
        case .waits:
            let note = OperationIssue(
                note: "merge_waits",
                "合并待人工核实，目前未作改动",
                "A person is asked about the merge; nothing is changed until then",
                expression: place
            )
            return FHIRCall.answer(OperationIssue.outcome([note]), status: .accepted)
        }
    }

    /// Passes if the resource has the identifier by which it is updated, and no other of that system.
    private static func requireOwn(_ id: SourceRecordID, in statement: PatientStatement) throws(RequestRefusal) {
        let asked = BusinessIdentifier(id)
        let own = statement.identifiers.filter { $0.system == asked.system }
        guard !own.isEmpty else { throw .fieldMissing("Patient.identifier") }
        guard own == [asked] else { throw .fieldMalformed("Patient.identifier") }
    }

    /// A version that is another by now is FHIR's failed precondition.
    private static func refusal(_ refusal: any Refusal) -> FHIRRefusal? {
        guard case IndexRefusal.versionStale = refusal else { return nil }
        return FHIRRefusal(refusal, field: "if-match", status: 412)
    }
}
