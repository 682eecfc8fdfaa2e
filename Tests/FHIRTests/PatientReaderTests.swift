import FHIR
import HealthCardDomain
import StrictJSON
import Testing

struct PatientReaderTests {
    private static func read(_ members: String) throws -> PatientStatement {
        try PatientReader.statement(JSONReader.read(Array("{\"resourceType\": \"Patient\", \(members)}".utf8)))
    }

    @Test func `everything that the index files is read`() throws {
        let statement = try PatientReader.statement(Golden.value("register.in.json"))
        var expected = PatientStatement()
        expected.identifiers = [BusinessIdentifier(system: "urn:xinglin:authority:H01", value: "P0001")]
        expected.documents = .value([
            IdentityDocument(.residentID, "11010119900307721X"), IdentityDocument(.passport, "E12345678"),
        ])
        expected.name = .value("李小雨")
        expected.phone = .value("13800000000")
        expected.gender = .value(.female)
        expected.birthDate = .value("1990-03-07")
        expected.address = .value("北京市东城区东华门街道1号")
        expected.nation = .value("03")
        expected.guardianName = .value("王芳")
        expected.guardianDocument = .value(IdentityDocument(.residentID, "110101196503078844"))
        #expect(statement == expected)
    }

    @Test func `a patient whose place another took names that one`() throws {
        let statement = try PatientReader.statement(Golden.value("replaced.in.json"))
        #expect(statement.replacedBy == BusinessIdentifier(system: "urn:xinglin:authority:H01", value: "P0001"))
        #expect(statement.identifiers.map(\.value) == ["P0002"])
    }

    @Test func `what is withheld stays on file, what is not there goes`() throws {
        let statement = try PatientReader.statement(Golden.value("withheld.in.json"))
        #expect(statement.documents == .notMentioned && statement.name == .notMentioned)
        #expect(statement.gender == .notMentioned && statement.birthDate == .nothing)
        #expect(statement.phone == .nothing && statement.address == .nothing && statement.nation == .nothing)
        #expect(statement.guardianName == .nothing)
        // FHIR's own contact cannot say a number, so its absence says nothing.
        let guarded = try Self.read(
            "\"contact\": [{\"relationship\": [{\"coding\": [{\"code\": \"GRD\"}]}], \"name\": {\"text\": \"王芳\"}}]"
        )
        #expect(guarded.guardianName == .value("王芳") && guarded.guardianDocument == .notMentioned)
    }

    @Test(arguments: [
        ("\"name\": [{\"text\": \"张 三先生\", \"family\": \"张\", \"given\": [\"三\"]}]", "张三"),
        ("\"name\": [{\"text\": \"张三\", \"family\": \"张\"}]", "张三"),
        (
            "\"name\": [{\"family\": \"Zhang\", \"given\": [\"San\", null, \"Feng\"], \"_given\": [null, {}, null]}]",
            "Zhang San Feng"
        ),
        ("\"name\": [{\"use\": \"old\", \"text\": \"李四\"}, {\"use\": \"maiden\", \"text\": \"王五\"}]", "王五"),
        (
            "\"name\": [{\"use\": \"official\", \"text\": \"Zhang San\"}, {\"use\": \"usual\", \"text\": \"张三\"}]",
            "Zhang San"
        ),
        ("\"name\": [{\"text\": \"Zhang San\"}, {\"text\": \"张三\"}]", "张三"),
        ("\"name\": [{\"text\": \"　张三 \"}]", "张三"),
    ])
    func `the name to file is the one that names somebody best`(members: String, name: String) throws {
        #expect(try Self.read(members).name == .value(name))
    }

    @Test(arguments: [
        (
            "\"telecom\": [{\"system\": \"phone\", \"value\": \"1\", \"rank\": 2}, {\"system\": \"sms\", \"value\": \"tel:2\", \"rank\": 1}]",
            "2"
        ),
        (
            "\"telecom\": [{\"system\": \"phone\", \"value\": \"1\", \"use\": \"old\"}, {\"system\": \"phone\", \"value\": \"3\", \"use\": \"work\"}]",
            "3"
        ),
    ])
    func `the phone to file is the first to try`(members: String, phone: String) throws {
        #expect(try Self.read(members).phone == .value(phone))
    }

    @Test(arguments: [
        ("\"birthDate\": \"1990\"", "1990"), ("\"birthDate\": \"1990-02\"", "1990-02"),
        ("\"birthDate\": \"2024-02-29\"", "2024-02-29"),
    ])
    func `a date may be known in part`(members: String, date: String) throws {
        #expect(try Self.read(members).birthDate == .value(date))
    }

    /// What is refused, where and as what.
    static let refused: [(String, RequestRefusal)] = [
        ("\"birthDate\": \"1990-02-30\"", .fieldMalformed("Patient.birthDate")),
        ("\"birthDate\": \"19900228\"", .fieldMalformed("Patient.birthDate")),
        ("\"birthDate\": \"\"", .fieldMalformed("Patient.birthDate")),
        ("\"birthDate\": null", .fieldMalformed("Patient.birthDate")),
        ("\"gender\": \"M\"", .fieldMalformed("Patient.gender")),
        ("\"gender\": 1", .fieldMalformed("Patient.gender")),
        ("\"name\": []", .fieldMalformed("Patient.name")),
        ("\"name\": {}", .fieldMalformed("Patient.name")),
        ("\"name\": [{}]", .fieldMalformed("Patient.name[0]")),
        ("\"name\": [{\"text\": \"a\\u0000b\"}]", .fieldMalformed("Patient.name[0].text")),
        ("\"name\": [{\"use\": \"legal\", \"text\": \"a\"}]", .fieldMalformed("Patient.name[0].use")),
        ("\"name\": [{\"surname\": \"a\"}]", .fieldUnknown("Patient.name[0].surname")),
        ("\"nationality\": \"CN\"", .fieldUnknown("Patient.nationality")),
        ("\"telecom\": [{\"system\": \"phone\", \"rank\": 0}]", .fieldMalformed("Patient.telecom[0].rank")),
        ("\"telecom\": [{\"system\": \"phone\", \"rank\": 1.5}]", .fieldMalformed("Patient.telecom[0].rank")),
        ("\"identifier\": [{\"system\": \"urn:a\"}]", .fieldMissing("Patient.identifier[0].value")),
        (
            "\"identifier\": [{\"system\": \"urn:a b\", \"value\": \"1\"}]",
            .fieldMalformed("Patient.identifier[0].system")
        ),
        ("\"identifier\": [{\"use\": \"mine\", \"value\": \"1\"}]", .fieldMalformed("Patient.identifier[0].use")),
        ("\"active\": \"true\"", .fieldMalformed("Patient.active")),
        ("\"active\": false", .elementUnsupported("Patient.active")),
        (
            "\"link\": [{\"other\": {\"reference\": \"Patient/1\"}, \"type\": \"seealso\"}]",
            .elementUnsupported("Patient.link[0].type")
        ),
        (
            "\"active\": false, \"link\": [{\"other\": {\"reference\": \"Patient/1\"}, \"type\": \"replaced-by\"}]",
            .fieldMissing("Patient.link[0].other.identifier")
        ),
        (
            "\"link\": [{\"other\": {\"identifier\": {\"system\": \"urn:a\", \"value\": \"1\"}}, \"type\": \"replaced-by\"}]",
            .fieldMalformed("Patient.active")
        ),
        ("\"modifierExtension\": []", .elementUnsupported("Patient.modifierExtension")),
        (
            "\"photo\": [{\"modifierExtension\": [{\"url\": \"urn:a\"}]}]",
            .elementUnsupported("Patient.photo[0].modifierExtension")
        ),
        ("\"contained\": [{\"resourceType\": \"Patient\"}]", .elementUnsupported("Patient.contained")),
        ("\"implicitRules\": \"urn:a\"", .elementUnsupported("Patient.implicitRules")),
        ("\"extension\": [{\"valueCode\": \"a\"}]", .fieldMissing("Patient.extension[0].url")),
        (
            "\"_birthDate\": {\"extension\": [{\"url\": \"http://hl7.org/fhir/StructureDefinition/data-absent-reason\", \"valueCode\": \"lost\"}]}",
            .fieldMalformed("Patient._birthDate.extension[0].valueCode")
        ),
        (
            "\"extension\": [{\"url\": \"http://hl7.org.cn/fhir/StructureDefinition/ext-person-ethnicGroup\", \"valueCoding\": {\"code\": \"QQ\"}}]",
            .fieldMalformed("Patient.extension[0].valueCoding.code")
        ),
        (
            "\"multipleBirthBoolean\": true, \"multipleBirthInteger\": 2",
            .fieldMalformed("Patient.multipleBirthInteger")
        ),
    ]

    @Test(arguments: refused.indices)
    func `what is no Patient is refused with its place`(index: Int) throws {
        let (members, refusal) = Self.refused[index]
        #expect(throws: refusal) { try Self.read(members) }
    }

    @Test func `another resource is refused, and so is what is none`() throws {
        #expect(throws: RequestRefusal.fieldMalformed("resourceType")) {
            try PatientReader.statement(.object(["resourceType": .string("Person")]))
        }
        #expect(throws: RequestRefusal.fieldMissing("resourceType")) { try PatientReader.statement(.object([:])) }
        #expect(throws: RequestRefusal.bodyMalformed) { try PatientReader.statement(.array([])) }
    }

    @Test func `a text that is too long is refused before it is filed`() throws {
        let long = String(repeating: "长", count: 342)
        #expect(throws: RequestRefusal.fieldMalformed("Patient.address[0].text")) {
            try Self.read("\"address\": [{\"text\": \"\(long)\"}]")
        }
        let half = String(repeating: "长", count: 171)
        #expect(throws: RequestRefusal.fieldMalformed("Patient.address[0]")) {
            try Self.read("\"address\": [{\"line\": [\"\(half)\", \"\(half)\"]}]")
        }
    }

    @Test func `nothing of a statement is printed`() throws {
        let statement = try PatientReader.statement(Golden.value("register.in.json"))
        var dumped = ""
        dump(statement, to: &dumped)
        #expect("\(statement)" == "<redacted>" && dumped.utf8.count < 40)
    }
}
