import FHIR
import HealthCardDomain

/// What `$ihe-pix` asks (IHE ITI-83).
struct CrossReferenceQuery: Sendable {
    /// Whose numbers are asked for.
    enum Source: Sendable {
        case index(IndexNumber)
        case record(SourceRecordID)
    }

    private let identifier: BusinessIdentifier
    private let targets: [String]

    /// - Throws: `fieldMissing`, `fieldMalformed`, `elementUnsupported` for parameters that are none of the operation's.
    init(_ parameters: [(name: String, value: String)]) throws(RequestRefusal) {
        let sources = parameters.filter { $0.name == "sourceIdentifier" }.map(\.value)
        guard let text = sources.first else { throw .fieldMissing("sourceIdentifier") }
        guard sources.count == 1, let token = Token(text), let system = token.system, !system.isEmpty,
            !token.value.isEmpty
        else { throw .fieldMalformed("sourceIdentifier") }
        identifier = BusinessIdentifier(system: system, value: token.value)
        targets = parameters.filter { $0.name == "targetSystem" }.map(\.value)
        guard !targets.contains("") else { throw .fieldMalformed("targetSystem") }
        if let other = parameters.first(where: { !["sourceIdentifier", "targetSystem"].contains($0.name) }) {
            throw .elementUnsupported(other.name.utf8.count <= 64 ? other.name : "")
        }
    }

    /// Whether the resource itself is wanted. Who asked by its id has it.
    var wantsPatient: Bool {
        identifier.system != IdentifierSystems.index && (targets.isEmpty || targets.contains(IdentifierSystems.index))
    }

    /// Whether any local id is wanted.
    var wantsIdentifiers: Bool { targets.isEmpty || targets.contains { $0 != IdentifierSystems.index } }

    /// - Throws: `authorityUnknown`, `recordUnknown`.
    func source() throws -> Source {
        guard identifier.system != IdentifierSystems.index else {
            guard let number = IndexNumber(logicalID: identifier.value) else { throw IndexRefusal.recordUnknown }
            return .index(number)
        }
        return .record(try SourceRecordID(identifier))
    }

    /// The authorities whose local ids are wanted; none where all are.
    ///
    /// - Throws: `authorityUnknown`, whose field is `target`.
    func authorities() throws -> [AssigningAuthority] {
        try targets.filter { $0 != IdentifierSystems.index }.map { target in
            guard let authority = IdentifierSystems.authority(of: target) else {
                throw FieldRefusal(.authorityUnknown, field: Self.target)
            }
            return authority
        }
    }

    /// What the profile says of the refusals of a cross-reference (ITI-83, 2:3.83.4.2.2.2 to 4).
    static func refusal(_ refusal: any Refusal) -> FHIRRefusal? {
        switch refusal.code {
        case .authorityUnknown where refusal.field == target:
            FHIRRefusal(
                refusal,
                field: "targetSystem",
                status: 403,
                type: .codeInvalid,
                diagnostics: "targetSystem not found"
            )
        case .authorityUnknown:
            FHIRRefusal(
                refusal,
                field: "sourceIdentifier",
                status: 400,
                type: .codeInvalid,
                diagnostics: "sourceIdentifier Assigning Authority not found"
            )
        case .sourceRecordUnknown, .localIDMalformed, .indexUnknown:
            FHIRRefusal(
                refusal,
                field: "sourceIdentifier",
                status: 404,
                type: .notFound,
                diagnostics: "sourceIdentifier Patient Identifier not found"
            )
        default: nil
        }
    }

    private static let target = "target"
}
