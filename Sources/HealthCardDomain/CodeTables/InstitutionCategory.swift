/// The category of an institution (机构类别, WS 218-2002): a letter from A to Q without I, and three digits.
///
/// The letter must be one of the table; the digits are kept as sent, since provinces use rows that are not published.
package struct InstitutionCategory: Sendable, Hashable, NamedCode {
    /// Four ASCII characters, such as `A100`.
    package let code: String

    /// Reads a code of one known letter and three digits; anything else is `nil`.
    package init?(_ code: String) {
        let bytes = Array(code.utf8)
        guard bytes.count == 4, bytes.dropFirst().allSatisfy({ (0x30...0x39).contains($0) }),
            InstitutionCategory.classes[String(code.prefix(1))] != nil
        else { return nil }
        self.code = code
    }

    /// The name of the row, or of its class where the row is not in our table.
    package var nameChinese: String { names.chinese }

    /// The name of the row, or of its class where the row is not in our table.
    package var nameEnglish: String { names.english }

    private typealias Names = (chinese: String, english: String)

    private var names: Names {
        if let exact = InstitutionCategory.rows[code] { return exact }
        if let group = InstitutionCategory.groups[String(code.prefix(2))] { return group }
        guard let name = InstitutionCategory.classes[String(code.prefix(1))] else {
            preconditionFailure("The initializer accepts known classes only.")
        }
        return name
    }

    private static let rows: [String: Names] = [
        "A100": ("综合医院", "General hospital"),
        "A210": ("中医医院", "Hospital of Chinese medicine"),
        "A220": ("中医专科医院", "Specialised hospital of Chinese medicine"),
        "A300": ("中西医结合医院", "Hospital of integrated medicine"),
        "A600": ("疗养院", "Sanatorium"),
        "B100": ("社区卫生服务中心", "Community health centre"),
        "B200": ("社区卫生服务站", "Community health station"),
        "D600": ("村卫生室", "Village clinic"),
        "P918": ("卫生统计信息中心", "Health statistics and information centre"),
    ]

    private static let groups: [String: Names] = [
        "A4": ("民族医院", "Hospital of ethnic medicine"),
        "A5": ("专科医院", "Specialised hospital"),
        "A7": ("护理院（站）", "Nursing home or station"),
        "C1": ("街道卫生院", "Sub-district health centre"),
        "C2": ("乡镇卫生院", "Township health centre"),
        "D1": ("门诊部", "Outpatient department"),
        "D2": ("诊所", "Clinic"),
    ]

    private static let classes: [String: Names] = [
        "A": ("医院", "Hospital"),
        "B": ("社区卫生服务机构", "Community health institution"),
        "C": ("卫生院", "Health centre"),
        "D": ("门诊部、诊所、村卫生室", "Outpatient department, clinic or village clinic"),
        "E": ("急救机构", "Emergency institution"),
        "F": ("采供血机构", "Blood service"),
        "G": ("妇幼保健机构", "Maternal and child health institution"),
        "H": ("专科疾病防治机构", "Institution for a specific disease"),
        "J": ("疾病预防控制机构", "Disease control institution"),
        "K": ("卫生监督机构", "Health inspection institution"),
        "L": ("其他卫生机构（L类）", "Other health institution (class L)"),
        "M": ("医学科研机构", "Medical research institution"),
        "N": ("医学教育机构", "Medical education institution"),
        "O": ("健康教育机构", "Health education institution"),
        "P": ("其他卫生机构（P类）", "Other health institution (class P)"),
        "Q": ("卫生社会团体", "Health association"),
    ]
}
