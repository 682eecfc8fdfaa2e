import HealthCardDomain
import HealthCardServices
import Matching

/// Draws pairs of registrations that nobody but a person can judge: the same made-up resident at two hospitals with too
/// little to prove it.
struct DoubtfulPairs {
    /// A registration under its local id.
    struct Registration {
        let id: SourceRecordID
        let fields: SourceFields
    }

    private static let hospitals = ["519900H01", "519900H02", "519900T01"]
    private static let streets = ["杏林路", "橘井街", "青囊巷", "本草大道"]

    private let day: CivilDate
    private var people: MadeUpPeople
    private var serial = 0

    init(seed: UInt64, today: CivilDate) {
        day = today
        people = MadeUpPeople(seed: seed, today: today)
    }

    /// The next two registrations.
    mutating func next() throws -> (Registration, Registration) {
        let one = try people.next()
        serial += 1
        let hospital = serial % Self.hospitals.count
        let first = fields(of: one, at: hospital)
        var second = fields(of: one, at: (hospital + 1) % Self.hospitals.count)
        // Without its number and any contact: what remains is name, birth date and sex.
        (second.idType, second.idNumber, second.address, second.phone) = ("", "", "", "")
        switch serial % 4 {
        case 1:
            // A name that the window heard differently, at the same phone.
            second.name = Self.misheard(first.name)
            if second.name != first.name { second.phone = first.phone }
        case 2:
            // The street is known, the house is not.
            second.address = "杏林市" + Self.streets[serial % Self.streets.count]
        case 3:
            // A phone that is not the other's, nor one digit from it.
            second.phone = "188" + String(String(first.phone.suffix(8)).reversed())
        default: break
        }
        return (try registration(first), try registration(second))
    }

    private func fields(of identity: ResidentIdentity, at hospital: Int) -> SourceFields {
        SourceFields(
            name: identity.name.text,
            sex: identity.gender.rawValue,
            birthDate: identity.birthDate?.iso ?? "",
            idType: identity.document.type.rawValue,
            idNumber: identity.document.text,
            phone: identity.phone?.text ?? "",
            address: "杏林市\(Self.streets[serial % Self.streets.count])\(serial)号",
            nation: "01",
            institution: Self.hospitals[hospital],
            localID: "P\(serial)",
            registeredOn: day.iso,
            channel: "window"
        )
    }

    private func registration(_ fields: SourceFields) throws -> Registration {
        guard let localID = PatientID(fields.localID) else { preconditionFailure("a serial number is a local id") }
        let authority = AssigningAuthority(trusted: fields.institution)
        return Registration(id: SourceRecordID(authority: authority, localID: localID), fields: fields)
    }

    private static let homophones: [Character: Character] = [
        "明": "鸣", "和": "禾", "文": "闻", "静": "靖", "嘉": "佳", "思": "斯", "墨": "默", "晨": "辰", "云": "芸",
        "舒": "书", "夏": "厦", "秋": "邱", "建": "健", "国": "果", "秀": "绣", "兰": "岚", "英": "瑛",
    ]

    private static func misheard(_ name: String) -> String {
        var name = Array(name)
        for place in name.indices.dropFirst().reversed() {
            guard let sound = homophones[name[place]] else { continue }
            name[place] = sound
            break
        }
        return String(name)
    }
}
