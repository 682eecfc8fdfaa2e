import HealthCardDomain

/// The content of `sandbox.json`.
struct SandboxFile: Codable {
    struct App: Codable {
        let appID: String
        let appSecret: String
        let recordNumber: String
        let name: String
        let privateKey: String
        let publicKey: String
        let institution: String?
        let operations: [String]
        /// What the app checks answers by: public keys of the platform by their `keyid`.
        var answerKeys: [String: String]?

        enum CodingKeys: String, CodingKey {
            case appID = "app_id"
            case appSecret = "app_secret"
            case recordNumber = "record_no"
            case name
            case privateKey = "sm2_private_key"
            case publicKey = "sm2_public_key"
            case answerKeys = "answer_keys"
            case institution, operations
        }
    }

    struct Hospital: Codable {
        let code: String
        let name: String
        let nameEnglish: String
        let level: String
        let region: String
        let departments: [String]

        enum CodingKeys: String, CodingKey {
            case code, name
            case nameEnglish = "name_en"
            case level, region, departments
        }

        init(_ institution: Institution) {
            code = institution.code.text
            name = institution.nameChinese
            nameEnglish = institution.nameEnglish
            level = institution.level.rawValue
            region = institution.regionCode
            departments = institution.departments.map(\.code)
        }
    }

    struct Reader: Codable {
        let code: String
        let institution: String
        let department: String
        let type: String
        let status: String

        init(_ terminal: Terminal) {
            code = terminal.code.text
            institution = terminal.institution.text
            department = terminal.department.code
            type = terminal.type.rawValue
            status = terminal.status.rawValue
        }
    }

    struct Resident: Codable {
        let name: String
        let idType: String
        let idNumber: String
        let phone: String
        let cardID: String
        let personID: String

        enum CodingKeys: String, CodingKey {
            case name
            case idType = "id_type"
            case idNumber = "id_no"
            case phone
            case cardID = "card_id"
            case personID = "person_id"
        }

        init(_ resident: SeededResident) {
            let identity = resident.person.identity
            name = identity.name.text
            idType = identity.document.type.rawValue
            idNumber = identity.document.text
            phone = identity.phone?.text ?? ""
            cardID = resident.card.id.text
            personID = resident.person.id.text
        }
    }

    struct Account: Codable {
        let id: String
        let name: String
        let role: String
        let institution: String?
        let signInURL: String

        enum CodingKeys: String, CodingKey {
            case id, name, role, institution
            case signInURL = "sign_in_url"
        }
    }

    var baseURL: String
    var apps: [App]
    let institutions: [Hospital]
    let terminals: [Reader]
    let residents: [Resident]
    var operators: [Account]

    enum CodingKeys: String, CodingKey {
        case baseURL = "base_url"
        case apps, institutions, terminals, residents, operators
    }
}
