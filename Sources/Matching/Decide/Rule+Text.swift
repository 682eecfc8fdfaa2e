extension Rule {
    /// What the rule found, for a clerk.
    package var chinese: String {
        switch self {
        case .ownNumber: "身份证号码有效且一致，姓名相符。"
        case .damagedNumber: "身份证号码仅一处笔误，姓名与出生日期相符。"
        case .document: "其他证件号码一致，姓名与出生日期相符。"
        case .localNumber: "同一机构的就诊卡号一致，姓名相符。"
        case .birthAndContact: "姓名相符、出生日期一致，且电话、住址或监护人中至少一项一致。"
        case .weakContacts: "姓名、出生日期、性别一致，且同楼、同村民小组、电话仅一处笔误，或同一机构与同一村路，或同一机构而姓名罕见。"
        case .household: "姓名一致，联系方式一致，出生日期差异可由笔误解释。"
        case .weight: "各项相符程度之和超过模型的判定线。"
        case .newborn: "新生儿的证件、卡号或胎次与监护人一致。"
        case .onlyChild: "同日出生、性别与电话相同，且未见同日出生的其他孩子。"
        }
    }

    package var english: String {
        switch self {
        case .ownNumber: "The valid identity number is the same and the names agree."
        case .damagedNumber: "The identity numbers differ by one slip; name and birth date agree."
        case .document: "Another document is the same; name and birth date agree."
        case .localNumber: "The institution's own card number is the same and the names agree."
        case .birthAndContact: "Name and birth date agree, and so does the phone, the address or the guardian."
        case .weakContacts:
            """
            Name, birth date and sex are the same, and so is the building, the villagers' group, nearly the phone, or the \
            institution beside a rare name.
            """
        case .household: "Name and contact are the same; a slip explains the birth dates."
        case .weight: "The weights together lie above the line of the model."
        case .newborn: "The newborn's document, card, or birth order and guardian are the same."
        case .onlyChild: "One birth date, sex and phone, and no other child of that day is known."
        }
    }
}
