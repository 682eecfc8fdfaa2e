import ArgumentParser
import Foundation
import HealthCardDomain
import HealthCardServices

/// `xinglin export`: writes what `import` reads. Residents see in their list of looks that their data left.
struct Export: KeyCommand {
    private static let pageRows = 1_000

    static let configuration = CommandConfiguration(
        abstract: "批量导出: write residents, patient numbers, institutions or terminals into a CSV file."
    )

    @Argument(help: "residents, patient-indexes, institutions or terminals.")
    var kind: ImportKind

    @Argument(help: "The file, readable by you only. It must not exist.")
    var file: String

    @Option(help: "Who exports: an account of the card centre. The audit log has the name.")
    var `operator`: String

    @OptionGroup var place: PlaceOptions

    func validate() throws {
        guard OperatorID(self.operator) != nil else { throw ValidationError("--operator is no account") }
    }

    func carryOut(on registry: Registry) async throws {
        let imports = ImportService(storage: registry.storage, ambient: .system)
        let service = ExportService(storage: registry.storage)
        let actor = try await imports.actor(OperatorID(trusted: self.operator), for: kind)
        let out = ExportWriter(try PrivateFile(file, isNew: true))
        let now = { Act(actor: actor, requestID: RequestID(trusted: "export"), nonce: nil, at: Ambient.system.now()) }
        switch kind {
        case .residents:
            try out.row(kind.columns.map(\.rawValue) + ["card_status"])
            var last: PersonID?
            repeat {
                let page = try await service.residents(after: last, limit: Self.pageRows, by: now())
                for (person, status) in page { try out.row(Self.cells(person) + [status?.rawValue ?? ""]) }
                last = page.last?.person.id
            } while last != nil
        case .patientIndexes:
            try out.row(kind.columns.map(\.rawValue))
            try await eachInstitution(service, now) { institution in
                var place: [UInt8]? = []
                while let after = place {
                    let page = try await service.patientIndexes(
                        of: institution.code,
                        after: after,
                        limit: Self.pageRows,
                        by: now()
                    )
                    for (_, index, person) in page { try out.row(Self.cells(index, person)) }
                    place = page.last?.place
                }
            }
        case .institutions:
            try out.row(kind.columns.map(\.rawValue))
            try await eachInstitution(service, now) { try out.row(Self.cells($0)) }
        case .terminals:
            try out.row(kind.columns.map(\.rawValue))
            var last: TerminalCode?
            repeat {
                let page = try await service.terminals(after: last, limit: Self.pageRows, by: now())
                for terminal in page { try out.row(Self.cells(terminal)) }
                last = page.last?.code
            } while last != nil
        }
        try out.finish()
        say("已导出 \(out.count) 行，请妥善保管 / \(out.count) rows exported, keep them safe: \(file)")
    }

    private func eachInstitution(
        _ service: ExportService,
        _ act: () -> Act,
        _ body: (Institution) async throws -> Void
    ) async throws {
        var last: InstitutionCode?
        repeat {
            let page = try await service.institutions(after: last, limit: Self.pageRows, by: act())
            for institution in page { try await body(institution) }
            last = page.last?.code
        } while last != nil
    }

    private static func cells(_ person: Person) -> [String] {
        let identity = person.identity
        return [
            identity.name.text, identity.document.type.rawValue, identity.document.text, identity.gender.rawValue,
            identity.birthDate?.iso ?? "", identity.phone?.text ?? "", identity.nation ?? "",
            identity.address?.exposed ?? "",
        ]
    }

    private static func cells(_ index: PatientIndex, _ person: Person) -> [String] {
        let document = person.identity.document
        return [
            index.institution.text, index.patientID.value.exposed, document.type.rawValue, document.text,
            person.identity.name.text,
        ]
    }

    private static func cells(_ institution: Institution) -> [String] {
        [
            institution.code.text, institution.nameChinese, institution.nameEnglish, institution.level.rawValue,
            institution.category.code, institution.regionCode, institution.status.rawValue,
            institution.departments.map(\.code).joined(separator: " "),
        ]
    }

    private static func cells(_ terminal: Terminal) -> [String] {
        [
            terminal.code.text, terminal.institution.text, terminal.department.code, terminal.type.rawValue,
            terminal.status.rawValue,
        ]
    }
}
