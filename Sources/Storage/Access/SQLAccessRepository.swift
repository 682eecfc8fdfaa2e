import HealthCardDomain
import HealthCardServices
import SMCrypto

/// Institutions, apps with their credentials, and terminals.
struct SQLAccessRepository: AccessRepository {
    /// The most rows a list gives.
    private static let listLimit = 10_000
    /// The most live credentials of one kind.
    private static let credentialLimit = 2

    let connection: any SQLConnection
    let personal: PersonalColumns

    func app(_ id: AppID) throws -> App? {
        try connection.row(AccessStatements.findApp, [.text(id.text)]).map(app)
    }

    func apps() throws -> [App] {
        try connection.rows(AccessStatements.allApps, [.integer(Self.listLimit)]).map(app)
    }

    func credentials(of app: AppID) throws -> [AppCredential] {
        try connection.rows(AccessStatements.credentials, [.text(app.text)]).map { row in
            var cells = personal.credential(try row.text(2), of: app)
            if row.value(0) != .null { return .secret(Sensitive(try cells.opened(row, 0, "secret"))) }
            do {
                return .publicKey(try SM2PublicKey(uncompressed: try row.blob(1)))
            } catch is CryptoRefusal {
                throw row.corrupt(1)
            }
        }
    }

    func save(_ app: App, credentials: [AppCredential]) throws {
        let secrets = credentials.count { if case .secret = $0 { true } else { false } }
        precondition(
            secrets <= Self.credentialLimit && credentials.count - secrets <= Self.credentialLimit,
            "an app holds at most two live credentials of each kind"
        )
        _ = try connection.execute(
            AccessStatements.saveApp,
            [
                .text(app.id.text), .text(app.name), .text(app.recordNumber.text), .text(app.institution?.text),
                .text(app.status.rawValue), .joined(app.operations.sorted().map(\.rawValue)),
            ]
        )
        _ = try connection.execute(AccessStatements.removeCredentials, [.text(app.id.text)])
        for (index, credential) in credentials.enumerated() {
            // Drawn anew at each save, so that an earlier secret put back does not open.
            let id = Hex.lower(personal.keys.nonce())
            var cells = personal.credential(id, of: app.id)
            let (secret, key, version): (SQLValue, SQLValue, SQLValue) =
                switch credential {
                case .secret(let secret):
                    (try cells.sealed(secret.exposed, "secret"), .null, try cells.keyVersion())
                case .publicKey(let key): (.null, .blob(key.uncompressed), .null)
                }
            _ = try connection.execute(
                AccessStatements.insertCredential,
                [.text(app.id.text), .integer(index + 1), secret, key, .text(id), version]
            )
        }
    }

    func institution(_ code: InstitutionCode) throws -> Institution? {
        try connection.row(AccessStatements.findInstitution, [.text(code.text)]).map(institution)
    }

    func institutions() throws -> [Institution] {
        try connection.rows(AccessStatements.allInstitutions, [.integer(Self.listLimit)]).map(institution)
    }

    func institutions(after code: InstitutionCode?, limit: Int) throws -> [Institution] {
        let values: [SQLValue] = [.text(code?.text ?? ""), .integer(limit)]
        return try connection.rows(AccessStatements.pageOfInstitutions, values).map(institution)
    }

    func save(_ institution: Institution) throws {
        _ = try connection.execute(
            AccessStatements.saveInstitution,
            [
                .text(institution.code.text), .text(institution.nameChinese), .text(institution.nameEnglish),
                .text(institution.level.rawValue), .text(institution.category.code), .text(institution.regionCode),
                .text(institution.status.rawValue), .joined(institution.departments.map(\.code)),
            ]
        )
    }

    func terminal(_ code: TerminalCode) throws -> Terminal? {
        try connection.row(AccessStatements.findTerminal, [.text(code.text)]).map(terminal)
    }

    func desk(_ code: TerminalCode) throws -> (terminal: Terminal, institution: Institution)? {
        try connection.row(AccessStatements.findDesk, [.text(code.text)]).map { row in
            (try terminal(row), try institution(row, from: AccessStatements.deskTerminalCount))
        }
    }

    func terminals(of institution: InstitutionCode?) throws -> [Terminal] {
        let limit = SQLValue.integer(Self.listLimit)
        let rows =
            if let institution {
                try connection.rows(AccessStatements.terminalsOfInstitution, [.text(institution.text), limit])
            } else {
                try connection.rows(AccessStatements.allTerminals, [limit])
            }
        return try rows.map(terminal)
    }

    func terminals(after code: TerminalCode?, limit: Int) throws -> [Terminal] {
        let values: [SQLValue] = [.text(code?.text ?? ""), .integer(limit)]
        return try connection.rows(AccessStatements.pageOfTerminals, values).map(terminal)
    }

    func save(_ terminal: Terminal) throws {
        _ = try connection.execute(
            AccessStatements.saveTerminal,
            [
                .text(terminal.code.text), .text(terminal.institution.text), .text(terminal.department.code),
                .text(terminal.type.rawValue), .text(terminal.status.rawValue),
            ]
        )
    }

    private func app(_ row: SQLRow) throws -> App {
        App(
            id: try row.label(0),
            name: try row.text(1),
            recordNumber: try row.label(2),
            institution: try row.optionalLabel(3),
            status: try row.word(4),
            operations: Set(try row.words(5))
        )
    }

    private func institution(_ row: SQLRow) throws -> Institution { try institution(row, from: 0) }

    private func institution(_ row: SQLRow, from first: Int) throws -> Institution {
        guard let category = InstitutionCategory(try row.text(first + 4)) else { throw row.corrupt(first + 4) }
        return Institution(
            code: try row.label(first),
            nameChinese: try row.text(first + 1),
            nameEnglish: try row.text(first + 2),
            level: try row.word(first + 3),
            category: category,
            regionCode: try row.text(first + 5),
            status: try row.word(first + 6),
            departments: try row.departments(first + 7)
        )
    }

    private func terminal(_ row: SQLRow) throws -> Terminal {
        Terminal(
            code: try row.label(0),
            institution: try row.label(1),
            department: try row.department(2),
            type: try row.word(3),
            status: try row.word(4)
        )
    }
}

extension PersonalColumns {
    /// The sealed cell of one credential.
    func credential(_ id: String, of app: AppID) -> SealedRow {
        row("app_credentials", "\(app.text)/\(id)", purpose: .credential)
    }
}
