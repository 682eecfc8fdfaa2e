import Foundation
import HL7v2
import HealthCardDomain
import HealthCardServices
import MLLP

/// The main index behind the HL7 v2 face. A sender acts as the app of the registry that it was filed with, so that access
/// and the audit log are those of every other caller; the app is looked up for each message, so that freezing it counts.
struct IndexDeskPort: MainIndexPort {
    /// How many pages of a search are read for one page of an answer, where persons have no number in the wanted domains.
    private static let pageLimit = 8

    private let services: Services
    private let domains: [String: IdentifierDomain]
    private let apps: [String: AppID]

    init(services: Services, settings: HL7Settings) {
        self.services = services
        domains = Dictionary(uniqueKeysWithValues: settings.domains.domains.map { ($0.authority, $0) })
        apps = Dictionary(uniqueKeysWithValues: settings.filings.map { (Self.name($0.sender.sender), $0.app) })
    }

    func register(_ statement: PatientStatement, for sender: Sender) async throws {
        let act = try await act(of: sender)
        try await asking(statement.identifier) {
            _ = try await services.indexDesk.register(
                SourceStatement(statement),
                as: Self.record(statement.identifier),
                by: act
            )
        }
    }

    func merge(_ merge: IdentifierMerge, for sender: Sender) async throws {
        let act = try await act(of: sender)
        let answer = try await asking(merge.surviving, prior: merge.prior) {
            try await services.indexDesk.mergeRecord(
                Self.record(merge.prior),
                into: Self.record(merge.surviving),
                by: act
            )
        }
        if answer.outcome == .waits { throw MainIndexRefusal.waitsForReview }
    }

    func identifiers(of identifier: PatientIdentifier, for sender: Sender) async throws -> [PatientIdentifier] {
        let act = try await act(of: sender)
        let found = try await asking(identifier) {
            try await services.indexDesk.identifiers(of: Self.record(identifier), by: act)
        }
        return found.compactMap(identifier(of:))
    }

    func find(_ query: DemographicQuery, for sender: Sender) async throws -> FoundPage {
        var pointer: SearchPointer?
        if let text = query.pointer {
            guard let read = SearchPointer(text) else { throw MainIndexRefusal.pointerUnknown }
            pointer = read
        }
        let act = try await act(of: sender)
        guard let search = PersonSearch(query, by: sender) else { return FoundPage([]) }
        var patients: [FoundPatient] = []
        for _ in 0..<Self.pageLimit {
            let (after, missing) = (pointer, query.limit - patients.count)
            let found = try await asking(nil) {
                try await services.indexDesk.search(search, after: after, limit: missing, by: act)
            }
            patients += found.persons.compactMap { patient($0, in: query.domains) }
            pointer = found.next
            if pointer == nil || patients.count == query.limit { break }
        }
        return FoundPage(patients, next: pointer?.text)
    }

    /// The act of the app that a sender was filed with, at this moment.
    ///
    /// - Throws: `MainIndexRefusal.notAllowed`.
    private func act(of sender: Sender) async throws -> Act {
        guard let id = apps[Self.name(sender)] else { throw MainIndexRefusal.notAllowed }
        let app: App
        do {
            app = try await services.apps.filing(of: id).app
        } catch AccessRefusal.callerUnknown {
            throw MainIndexRefusal.notAllowed
        }
        let number = services.ambient.randomBytes(16).map { String($0 >> 4, radix: 16) + String($0 & 15, radix: 16) }
        return Act(
            actor: .app(app),
            requestID: RequestID(trusted: "hl7-" + number.joined()),
            nonce: nil,
            at: services.ambient.now()
        )
    }

    /// Runs an act, and words what it refuses for the face.
    ///
    /// - Parameters:
    ///   - identifier: what is not known where the index knows no such record.
    ///   - prior: the same, where the refusal is pinned to the number that goes.
    private func asking<Value: Sendable>(
        _ identifier: PatientIdentifier?,
        prior: PatientIdentifier? = nil,
        _ body: () async throws -> Value
    ) async throws -> Value {
        do {
            return try await body()
        } catch let recorded as RecordedRefusal {
            let refusal = recorded.refusal
            switch refusal.code {
            case .sourceRecordUnknown, .sourceRecordMerged:
                let blamed = refusal.field == "prior_local_id" ? prior : identifier
                throw blamed.map { MainIndexRefusal.identifierUnknown($0) } ?? refusal
            case .indexHeldApart: throw MainIndexRefusal.heldApart
            case .searchTooWide: throw MainIndexRefusal.queryTooWide
            case .fieldTooLong: throw MainIndexRefusal.textTooLong
            case .callerNotAuthorised, .operationNotAllowed, .institutionNotAuthorised, .authorityUnknown,
                .authorityOfOthers:
                throw MainIndexRefusal.notAllowed
            default: throw refusal.code.status == 503 ? MainIndexRefusal.unavailable : refusal
            }
        } catch let trouble as any StorageTrouble where trouble.code.status == 503 {
            throw MainIndexRefusal.unavailable
        }
    }

    private func patient(_ view: PersonView, in wanted: [IdentifierDomain]) -> FoundPatient? {
        let known = view.identifiers.compactMap(identifier(of:))
        let identifiers = known.filter { wanted.isEmpty || wanted.contains($0.domain) }
        return identifiers.isEmpty ? nil : FoundPatient(identifiers, view.golden)
    }

    /// A local id as HL7 writes it; `nil` where its authority is not among the domains.
    private func identifier(of id: SourceRecordID) -> PatientIdentifier? {
        domains[id.authority.text].map { PatientIdentifier(id.localID.value.exposed, in: $0) }
    }

    private static func record(_ identifier: PatientIdentifier) throws -> SourceRecordID {
        guard let id = SourceRecordID(identifier) else { throw MainIndexRefusal.identifierUnknown(identifier) }
        return id
    }

    /// Sender labels have no spaces.
    private static func name(_ sender: Sender) -> String { "\(sender.application) \(sender.facility)" }
}

extension SourceRecordID {
    /// `nil` where the number is no patient number.
    init?(_ identifier: PatientIdentifier) {
        guard let localID = PatientID(identifier.value) else { return nil }
        self.init(authority: AssigningAuthority(trusted: identifier.domain.authority), localID: localID)
    }
}

extension FoundPatient {
    /// A person as the index holds them to be.
    fileprivate init(_ identifiers: [PatientIdentifier], _ golden: GoldenView) {
        func text(_ name: GoldenView.Name) -> String { golden.fields[name]?.value.exposed ?? "" }
        self.init(identifiers: identifiers)
        if let type = IDType(rawValue: text(.idType)), !text(.idNumber).isEmpty {
            documents = [IdentityDocument(type, text(.idNumber))]
        }
        name = text(.name)
        gender = Gender(rawValue: text(.sex)) ?? .unknown
        birthDate = text(.birthDate)
        phone = text(.phone)
        address = text(.address)
        nation = text(.nation)
        // All that was asked is known of the person just so.
        confidence = 100
    }
}
