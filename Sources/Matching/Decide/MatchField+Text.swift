extension MatchField {
    package var chinese: String {
        switch self {
        case .name: "姓名"
        case .number: "身份证号码"
        case .birthDate: "出生日期"
        case .sex: "性别"
        case .phone: "电话"
        case .address: "住址"
        case .relative: "监护人"
        case .document: "其他证件"
        case .local: "机构卡号"
        case .nation: "民族"
        }
    }

    package var english: String {
        switch self {
        case .name: "name"
        case .number: "identity number"
        case .birthDate: "birth date"
        case .sex: "sex"
        case .phone: "phone"
        case .address: "address"
        case .relative: "guardian"
        case .document: "other document"
        case .local: "card number of the institution"
        case .nation: "nation"
        }
    }
}
