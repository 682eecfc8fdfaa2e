/// A column of an imported file, under the name it has on the wire.
package enum ImportColumn: String, Sendable, CaseIterable {
    case name
    case idType = "id_type"
    case idNumber = "id_no"
    case gender
    case birthDate = "birth_date"
    case phone
    case nation
    case address
    case institution
    case patientID = "patient_id"
    case code
    case nameChinese = "name_zh"
    case nameEnglish = "name_en"
    case level
    case category
    case region
    case status
    case departments
    case department
    case terminalType = "type"

    /// The headers under which lists in the field carry the column, in lower case; our choice, to be extended by
    /// `--map`.
    package func headers(in kind: ImportKind) -> [String] {
        [rawValue] + otherHeaders(in: kind)
    }

    private func otherHeaders(in kind: ImportKind) -> [String] {
        switch self {
        case .name: ["姓名", "居民姓名", "患者姓名"]
        case .idType: ["证件类型", "证件类别", "证件类型代码", "idcard_type"]
        case .idNumber: ["证件号码", "证件号", "身份证号", "身份证号码", "公民身份号码", "idcard", "id_number"]
        case .gender: ["性别", "性别代码", "sex"]
        case .birthDate: ["出生日期", "出生年月日", "birthday"]
        case .phone: ["电话", "联系电话", "手机", "手机号", "手机号码", "本人电话", "mobile", "cellphone"]
        case .nation: ["民族", "民族代码", "ethnic_group"]
        case .address: ["地址", "住址", "现住址", "家庭住址"]
        case .institution: ["机构代码", "医疗机构代码", "所属机构", "institution_code", "org_code"]
        case .patientID: ["患者编号", "患者id", "院内患者主索引", "病人id", "就诊卡号", "patient_no"]
        case .code where kind == .terminals: ["终端编码", "终端编号", "terminal_code"]
        case .code: ["机构代码", "医疗机构代码", "institution_code"]
        case .nameChinese: ["机构名称", "中文名称", "名称"]
        case .nameEnglish: ["英文名称", "机构英文名称"]
        case .level: ["机构级别", "医院级别", "级别"]
        case .category: ["机构类别", "类别"]
        case .region: ["行政区划", "行政区划代码", "region_code"]
        case .status: ["状态"]
        case .departments: ["科室", "科室代码", "诊疗科目"]
        case .department: ["科室", "科室代码"]
        case .terminalType: ["终端类型", "类型", "terminal_type"]
        }
    }
}
