import Foundation
import HealthCardDomain
import Testing

/// Made-up people and places. Random ids keep tests apart; everything else is fixed.
enum Sample {
    /// 2026-09-22T01:33:20.123Z, an instant with milliseconds.
    static let instant = Date(timeIntervalSince1970: 1_790_040_800.123)

    static func after(milliseconds: Int) -> Date {
        Date(timeIntervalSince1970: Double(1_790_040_800_123 + milliseconds) / 1_000)
    }

    static func randomBytes(_ count: Int) -> [UInt8] { (0..<count).map { _ in .random(in: 0...255) } }

    static let terms = ConsentTerms.current(in: .chinese)

    static func consent(_ phone: String, provedAfter milliseconds: Int = 0) throws -> Consent {
        Consent(
            id: ConsentID(randomBytes: randomBytes(32)),
            region: region,
            phone: try PhoneNumber(phone),
            salt: randomBytes(Consent.saltLength),
            terms: terms,
            givenAt: instant,
            provedAt: after(milliseconds: milliseconds)
        )
    }

    private static let region: RegionCode = {
        guard let region = RegionCode("510100") else { preconditionFailure("510100 is a region") }
        return region
    }()

    static let institutionCode = InstitutionCode(trusted: "H5100001")
    static let appID = AppID(trusted: "app-hospital")
    static let terminalCode = TerminalCode(trusted: "T-001")
    static let clerkID = OperatorID(trusted: "clerk-1")

    static let institution = Institution(
        code: institutionCode,
        nameChinese: "杏林市第一人民医院",
        nameEnglish: "Xinglin First People's Hospital",
        level: .thirdA,
        category: category,
        regionCode: "510100",
        status: .authorised,
        departments: [department, DepartmentCode.named[3]]
    )

    static let app = App(
        id: appID,
        name: "杏林健康",
        recordNumber: AppRecordNumber(trusted: "A0001"),
        institution: institutionCode,
        status: .authorised,
        operations: [.cardRegister, .codeScan, .looksRead]
    )

    static let terminal = Terminal(
        code: terminalCode,
        institution: institutionCode,
        department: department,
        type: .staffedWindow,
        status: .authorised
    )

    static let clerk = Operator(
        id: clerkID,
        name: "王窗口",
        role: .clerk,
        institution: institutionCode,
        status: .authorised
    )

    static let department = DepartmentCode.named[0]

    private static let category: InstitutionCategory = {
        guard let category = InstitutionCategory("A100") else { preconditionFailure("A100 is a general hospital") }
        return category
    }()

    /// A citizen ID number with a right check digit; the sequence tells numbers apart.
    static func citizenNumber(_ sequence: Int) throws -> String {
        let digits = "51010119900101" + String(1_000 + sequence % 1_000).suffix(3)
        return digits + String(try #require(CitizenIDNumber.checkCharacter(of17Digits: digits)))
    }

    static func identity(
        sequence: Int = 1,
        name: String = "张三",
        phone: String? = "13800000001",
        address: String? = "杏林市一号路 1 号"
    ) throws -> ResidentIdentity {
        let today = CivilDate(inChinaAt: instant)
        return try ResidentIdentity(
            document: DocumentNumber(type: .residentID, text: citizenNumber(sequence), on: today),
            name: PersonName(name),
            phone: phone.map { try PhoneNumber($0) },
            nation: "01",
            address: address.map { Sensitive($0) },
            on: today
        )
    }

    static func person(_ identity: ResidentIdentity) -> Person {
        Person(registering: identity, id: PersonID(randomBytes: randomBytes(32)), at: instant)
    }

    static func card(of person: PersonID, by app: AppID? = appID) throws -> Card {
        Card(
            issuing: CardID(randomBytes: randomBytes(32)),
            to: person,
            proofing: try Proofing(method: .staffChecked, verifier: "clerk-1", verifiedAt: instant, now: instant),
            channel: .window,
            by: app,
            at: instant
        )
    }

    static func use(of card: Card, step: TreatmentStep = .registration, at usedAt: Date = instant) -> Use {
        Use(
            id: UseID(at: usedAt, randomBytes: randomBytes(UseID.randomLength)),
            cardID: card.id,
            personID: card.personID,
            institution: institutionCode,
            department: department,
            terminal: terminalCode,
            terminalType: .staffedWindow,
            operatorID: OperatorID(trusted: "0042"),
            step: step,
            purpose: "挂号",
            codeType: .dynamic,
            app: appID,
            result: .accepted,
            usedAt: usedAt
        )
    }

    static func entry(
        about person: PersonID? = nil,
        outcome: String = AuditEntry.succeeded,
        role: Role = .app,
        shown: [ResidentField] = [.name, .birthDate],
        at: Date = instant
    ) -> AuditEntry {
        AuditEntry(
            at: at,
            operation: .codeScan,
            outcome: outcome,
            role: role,
            actor: role == .app ? appID.text : nil,
            institution: institutionCode,
            department: department,
            terminal: terminalCode,
            operatorID: OperatorID(trusted: "0042"),
            step: .registration,
            purpose: "挂号",
            personID: person,
            cardID: nil,
            shown: shown,
            requestID: RequestID(trusted: "req-1")
        )
    }
}
