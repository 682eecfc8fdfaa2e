package import HealthCardDomain
package import SMCrypto

/// A made-up region: two hospitals, one frozen, terminals of every status, apps of every kind, operators.
package enum TestRegion {
    package static let code: RegionCode = {
        guard let code = RegionCode("519900") else { preconditionFailure("six digits") }
        return code
    }()

    package static let hospital = InstitutionCode(trusted: "H-1")
    package static let otherHospital = InstitutionCode(trusted: "H-2")
    package static let frozenHospital = InstitutionCode(trusted: "H-9")

    package static let terminal = TerminalCode(trusted: "T-1")
    package static let otherTerminal = TerminalCode(trusted: "T-2")
    package static let frozenTerminal = TerminalCode(trusted: "T-frozen")
    package static let filedTerminal = TerminalCode(trusted: "T-filed")
    package static let withdrawnTerminal = TerminalCode(trusted: "T-withdrawn")
    package static let terminalOfFrozenHospital = TerminalCode(trusted: "T-9")

    /// What an app can be authorised for.
    package static let appOperations: Set<AccessOperation> = [
        .cardRegister, .cardRead, .cardCancel, .codeGenerate, .codeScan, .looksRead, .personQuery, .personUpdate,
        .usesUpload, .indexFeed, .indexMatch, .indexRead, .indexEvents,
    ]

    package static let app = app("region", number: "R0001")
    package static let hospitalApp = app("his", number: "R0002", institution: hospital)
    /// May register, read and show, but not scan, query or upload.
    package static let bankApp = app(
        "bank",
        number: "R0003",
        operations: [.cardRegister, .cardRead, .codeGenerate, .looksRead]
    )
    package static let frozenApp = app("frozen", number: "R0004", status: .frozen)
    /// Filed, with credentials, and authorised for nothing.
    package static let idleApp = app("idle", number: "R0005", operations: [])
    package static let ownRecordNumber = AppRecordNumber(trusted: "R0000")
    package static let apps = [app, hospitalApp, bankApp, frozenApp, idleApp]

    package static let clerk = Operator(
        id: OperatorID(trusted: "clerk"),
        name: "窗口",
        role: .clerk,
        institution: hospital,
        status: .authorised
    )
    package static let frozenClerk = Operator(
        id: OperatorID(trusted: "clerk-frozen"),
        name: "停用",
        role: .clerk,
        institution: hospital,
        status: .frozen
    )
    package static let centre = Operator(
        id: OperatorID(trusted: "centre"),
        name: "中心",
        role: .centre,
        institution: nil,
        status: .authorised
    )
    package static let operators = [clerk, frozenClerk, centre]

    package static var institutions: [Institution] {
        get throws {
            [
                try institution(hospital, "杏林市第一医院", ["0300", "0400", "5500"]),
                try institution(otherHospital, "杏林市中医院", ["0300"]),
                try institution(frozenHospital, "停业医院", ["0300"], status: .frozen),
            ]
        }
    }

    package static var terminals: [Terminal] {
        get throws {
            [
                try terminal(terminal, of: hospital), try terminal(otherTerminal, of: otherHospital),
                try terminal(frozenTerminal, of: hospital, status: .frozen),
                try terminal(filedTerminal, of: hospital, status: .filed),
                try terminal(withdrawnTerminal, of: hospital, status: .withdrawn),
                try terminal(terminalOfFrozenHospital, of: frozenHospital),
            ]
        }
    }

    /// The shared secret of an app: 16 ASCII characters.
    package static func secret(of app: AppID) -> String {
        String((app.text + "-secret-of-16-chars").prefix(16))
    }

    /// The SM2 key of an app.
    package static func signingKey(of app: AppID) throws -> SM2PrivateKey {
        try SM2PrivateKey(rawRepresentation: SM3.hash(Array("sm2 \(app.text)".utf8)))
    }

    private static func app(
        _ id: String,
        number: String,
        institution: InstitutionCode? = nil,
        status: AccessStatus = .authorised,
        operations: Set<AccessOperation> = appOperations
    ) -> App {
        App(
            id: AppID(trusted: id),
            name: id,
            recordNumber: AppRecordNumber(trusted: number),
            institution: institution,
            status: status,
            operations: operations
        )
    }

    private static func institution(
        _ code: InstitutionCode,
        _ name: String,
        _ departments: [String],
        status: AccessStatus = .authorised
    ) throws -> Institution {
        guard let category = InstitutionCategory("A100") else { throw Misnamed() }
        return Institution(
            code: code,
            nameChinese: name,
            nameEnglish: "Hospital \(code)",
            level: .thirdA,
            category: category,
            regionCode: "519900",
            status: status,
            departments: departments.compactMap(DepartmentCode.init)
        )
    }

    private static func terminal(
        _ code: TerminalCode,
        of institution: InstitutionCode,
        status: AccessStatus = .authorised
    ) throws -> Terminal {
        guard let department = DepartmentCode("0300") else { throw Misnamed() }
        return Terminal(
            code: code,
            institution: institution,
            department: department,
            type: .staffedWindow,
            status: status
        )
    }

    private struct Misnamed: Error {}
}
