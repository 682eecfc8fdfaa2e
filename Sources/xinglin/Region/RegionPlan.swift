import HealthCardDomain

/// The institutions, terminals, apps and operators of the made-up region.
enum RegionPlan {
    /// What an app of the region may do.
    private static let allOperations: Set<AccessOperation> = [
        .cardRegister, .cardRead, .cardCancel, .codeGenerate, .codeScan, .looksRead, .personQuery, .personUpdate,
        .usesUpload, .indexFeed, .indexMatch, .indexRead, .indexEvents,
    ]

    /// An app without its credentials, which are drawn at each new data folder.
    struct AppPlan {
        let id: AppID
        let name: String
        let recordNumber: AppRecordNumber
        let institution: InstitutionCode?
        let operations: Set<AccessOperation>
    }

    static let apps = [
        AppPlan(
            id: AppID(trusted: "xl-region-app"),
            name: "健康杏林（沙箱）",
            recordNumber: AppRecordNumber(trusted: "5199A0001"),
            institution: nil,
            operations: allOperations
        ),
        AppPlan(
            id: AppID(trusted: "xl-his-1"),
            name: "杏林市第一医院信息系统（沙箱）",
            recordNumber: AppRecordNumber(trusted: "5199A0002"),
            institution: hospital1,
            operations: allOperations
        ),
        AppPlan(
            id: AppID(trusted: "xl-bank-app"),
            name: "杏林银行（沙箱）",
            recordNumber: AppRecordNumber(trusted: "5199A0003"),
            institution: nil,
            operations: [.cardRegister, .cardRead, .codeGenerate, .looksRead]
        ),
    ]

    private static let hospital1 = InstitutionCode(trusted: "519900H01")
    private static let hospital2 = InstitutionCode(trusted: "519900H02")
    private static let township = InstitutionCode(trusted: "519900T01")
    private static let village = InstitutionCode(trusted: "519900V01")

    static let institutions = [
        institution(
            hospital1,
            "杏林市第一医院",
            "Xinglin First Hospital",
            level: "32",
            category: "A100",
            departments: ["0200", "0300", "0400", "0700", "2000", "3200", "5400", "5500", "5600"]
        ),
        institution(
            hospital2,
            "杏林市中医院",
            "Xinglin Hospital of Chinese Medicine",
            level: "22",
            category: "A210",
            departments: ["5000", "5200", "5400", "5500", "5600"]
        ),
        institution(
            township,
            "青禾镇卫生院",
            "Qinghe Township Health Centre",
            level: "10",
            category: "C100",
            departments: ["0200", "5400", "5500", "5600"]
        ),
        institution(
            village,
            "柳溪村卫生室",
            "Liuxi Village Clinic",
            level: "19",
            category: "D600",
            departments: ["0200"]
        ),
    ]

    static let terminals: [Terminal] = [
        terminal("519900H01-0001", hospital1, "5500"), terminal("519900H01-0002", hospital1, "5500", .selfService),
        terminal("519900H01-0003", hospital1, "0300"), terminal("519900H01-0004", hospital1, "5600"),
        terminal("519900H01-0005", hospital1, "5400"), terminal("519900H02-0001", hospital2, "5500"),
        terminal("519900H02-0002", hospital2, "5000"), terminal("519900H02-0003", hospital2, "5600"),
        terminal("519900T01-0001", township, "5500"), terminal("519900T01-0002", township, "0200"),
        terminal("519900V01-0001", village, "0200"),
        terminal("519900V01-0002", village, "0200", .other, .frozen),
    ]

    static let operators = [
        Operator(
            id: OperatorID(trusted: "desk-1"),
            name: "窗口一号",
            role: .clerk,
            institution: hospital1,
            status: .authorised
        ),
        Operator(
            id: OperatorID(trusted: "desk-village"),
            name: "村医一号",
            role: .clerk,
            institution: village,
            status: .authorised
        ),
        Operator(
            id: OperatorID(trusted: "centre-1"),
            name: "卡管中心一号",
            role: .centre,
            institution: nil,
            status: .authorised
        ),
    ]

    private static func institution(
        _ code: InstitutionCode,
        _ chinese: String,
        _ english: String,
        level: String,
        category: String,
        departments: [String]
    ) -> Institution {
        guard let level = InstitutionLevel(rawValue: level), let category = InstitutionCategory(category) else {
            preconditionFailure("the plan names codes of the tables")
        }
        return Institution(
            code: code,
            nameChinese: chinese,
            nameEnglish: english,
            level: level,
            category: category,
            regionCode: "519900",
            status: .authorised,
            departments: departments.compactMap(DepartmentCode.init)
        )
    }

    private static func terminal(
        _ code: String,
        _ institution: InstitutionCode,
        _ department: String,
        _ type: TerminalType = .staffedWindow,
        _ status: AccessStatus = .authorised
    ) -> Terminal {
        guard let department = DepartmentCode(department) else {
            preconditionFailure("the plan names departments of the table")
        }
        return Terminal(
            code: TerminalCode(trusted: code),
            institution: institution,
            department: department,
            type: type,
            status: status
        )
    }
}
