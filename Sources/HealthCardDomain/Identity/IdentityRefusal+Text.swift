extension IdentityRefusal {
    /// The words of a refused identity, in Chinese and English.
    package var text: ProblemText {
        switch self {
        case .nul:
            ProblemText(
                "文字中有空字符",
                "The text holds a NUL",
                remedy: "请删除空字符",
                "Remove it"
            )
        case .controlCharacter:
            ProblemText(
                "文字中有控制字符",
                "The text holds a control character",
                remedy: "请删除控制字符",
                "Remove it"
            )
        case .lineBreak:
            ProblemText(
                "文字中有换行",
                "The text holds a line break",
                remedy: "请写在一行内",
                "Write it on one line"
            )
        case .bidiControl:
            ProblemText(
                "文字中有改变书写方向的字符",
                "The text holds a direction control",
                remedy: "请删除不可见的方向字符",
                "Remove the invisible direction characters"
            )
        case .invisibleCharacter:
            ProblemText(
                "文字中有不可见字符",
                "The text holds an invisible character",
                remedy: "请删除不可见字符后重新输入",
                "Remove it and type the text again"
            )
        case .privateUseCharacter:
            ProblemText(
                "文字中有自造字",
                "The text holds a private-use character",
                remedy: "请使用国家标准编码的汉字，生僻字请到窗口办理",
                "Use a standard character; for a rare one go to a window"
            )
        case .noncharacter:
            ProblemText(
                "文字中有无效字符",
                "The text holds a noncharacter",
                remedy: "请重新输入",
                "Type the text again"
            )
        case .fullWidthCharacters:
            ProblemText(
                "号码中有全角字符",
                "The number holds full-width characters",
                remedy: "请切换为半角后重新输入",
                "Switch to half width and type it again"
            )
        case .space:
            ProblemText(
                "号码中有空格",
                "The number holds a space",
                remedy: "请删除空格",
                "Remove the space"
            )
        case .idNumberBadLength:
            ProblemText(
                "身份证号码应为 15 或 18 位",
                "An ID number has 15 or 18 characters",
                remedy: "请重新核对证件号码",
                "Check the ID number again"
            )
        case .idNumberBadCharacter:
            ProblemText(
                "身份证号码含有不允许的字符",
                "The ID number holds a character that is not allowed",
                remedy: "只能是数字，末位可为 X",
                "Use digits; the last may be X"
            )
        case .idNumberUnknownRegion:
            ProblemText(
                "身份证号码的地区代码不存在",
                "The ID number's region does not exist",
                remedy: "请重新核对证件号码",
                "Check the ID number again"
            )
        case .idNumberBadDate:
            ProblemText(
                "身份证号码中的出生日期不存在",
                "The ID number's birth date does not exist",
                remedy: "请重新核对证件号码",
                "Check the ID number again"
            )
        case .idNumberDateTooEarly:
            ProblemText(
                "身份证号码中的出生日期过早",
                "The ID number's birth date is too early",
                remedy: "请重新核对证件号码",
                "Check the ID number again"
            )
        case .idNumberFutureDate:
            ProblemText(
                "身份证号码中的出生日期在今天之后",
                "The ID number's birth date is in the future",
                remedy: "请重新核对证件号码",
                "Check the ID number again"
            )
        case .idNumberCheckDigit:
            ProblemText(
                "身份证号码校验位不符",
                "The ID number's check digit is wrong",
                remedy: "请逐位核对证件号码",
                "Check the ID number digit by digit"
            )
        case .idNumberAmbiguousCentury:
            ProblemText(
                "15 位号码无法确定出生世纪",
                "The 15-digit number leaves the century open",
                remedy: "请使用 18 位号码",
                "Use the 18-character number"
            )
        case .idTypeUnknown:
            ProblemText(
                "证件类型不存在",
                "The document type is not known",
                remedy: "请使用 01 至 08 或 99",
                "Use 01 to 08, or 99"
            )
        case .documentNumberMalformed:
            ProblemText(
                "证件号码格式不正确",
                "The document number is malformed",
                remedy: "请按证件原样填写号码",
                "Write the number as the document shows it"
            )
        case .nameEmpty:
            ProblemText(
                "姓名为空",
                "The name is empty",
                remedy: "请填写证件上的姓名",
                "Write the name on the document"
            )
        case .nameTooLong:
            ProblemText(
                "姓名过长",
                "The name is too long",
                remedy: "姓名不超过 50 个字",
                "Use at most 50 characters"
            )
        case .nameBadCharacter:
            ProblemText(
                "姓名含有不允许的字符",
                "The name holds a character that is not allowed",
                remedy: "请按证件填写，间隔号用“·”",
                "Write the name as on the document, with · between its parts"
            )
        case .nameOuterSpace:
            ProblemText(
                "姓名首尾有空格",
                "The name begins or ends with a space",
                remedy: "请删除首尾空格",
                "Remove it"
            )
        case .nameMisplacedSeparator:
            ProblemText(
                "姓名中的间隔号位置不正确",
                "A separator in the name is misplaced",
                remedy: "间隔号应在两段名字之间",
                "Put the separator between two parts of the name"
            )
        case .phoneMalformed:
            ProblemText(
                "电话号码格式不正确",
                "The phone number is malformed",
                remedy: "请填写 11 位手机号码，或带区号的号码",
                "Write an 11-digit mobile number, or a number with its area code"
            )
        case .proofingMissing:
            ProblemText(
                "缺少身份核验信息",
                "The proofing is missing",
                remedy: "请说明核验方式、核验方与时间",
                "State how, by whom and when the identity was proofed"
            )
        case .proofingMethodUnknown:
            ProblemText(
                "身份核验方式不存在",
                "The proofing method is not known",
                remedy: "请使用接口文档所列的方式",
                "Use a method that the API description lists"
            )
        case .proofingVerifierMalformed:
            ProblemText(
                "核验方编码格式不正确",
                "The verifier is malformed",
                remedy: "1 至 64 个可见 ASCII 字符",
                "Use 1 to 64 printable ASCII characters"
            )
        case .proofingInFuture:
            ProblemText(
                "身份核验时间在当前时间之后",
                "The proofing lies in the future",
                remedy: "请校准时钟",
                "Set the clock"
            )
        case .proofingTooOld:
            ProblemText(
                "身份核验已超过有效时间",
                "The proofing is too old",
                remedy: "请重新核验身份",
                "Proof the identity again"
            )
        case .genderUnknown:
            ProblemText(
                "性别代码不存在",
                "The gender code is not known",
                remedy: "请使用 0、1、2 或 9",
                "Use 0, 1, 2 or 9"
            )
        case .genderMismatch:
            ProblemText(
                "性别与身份证号码不一致",
                "The gender contradicts the ID number",
                remedy: "请核对性别与证件号码",
                "Check the gender and the number"
            )
        case .birthDateMalformed:
            ProblemText(
                "出生日期格式不正确",
                "The birth date is malformed",
                remedy: "请使用 yyyy-MM-dd",
                "Use yyyy-MM-dd"
            )
        case .birthDateTooEarly:
            ProblemText(
                "出生日期过早",
                "The birth date is too early",
                remedy: "请核对出生日期",
                "Check the birth date"
            )
        case .birthDateInFuture:
            ProblemText(
                "出生日期在今天之后",
                "The birth date is in the future",
                remedy: "请核对出生日期",
                "Check the birth date"
            )
        case .birthDateMismatch:
            ProblemText(
                "出生日期与身份证号码不一致",
                "The birth date contradicts the ID number",
                remedy: "请核对出生日期与证件号码",
                "Check the birth date and the number"
            )
        case .nationUnknown:
            ProblemText(
                "民族代码不存在",
                "The ethnic group code is not known",
                remedy: "请使用 GB/T 3304 的两位代码",
                "Use a two-digit code of GB/T 3304"
            )
        case .addressEmpty:
            ProblemText(
                "地址为空",
                "The address is empty",
                remedy: "请填写地址或省略该字段",
                "Write the address or leave the field out"
            )
        case .addressTooLong:
            ProblemText(
                "地址过长",
                "The address is too long",
                remedy: "不超过 200 个字",
                "Use at most 200 characters"
            )
        }
    }
}
