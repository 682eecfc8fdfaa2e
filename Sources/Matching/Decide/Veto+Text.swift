extension Veto {
    /// What stands against the link, for a clerk.
    package var chinese: String {
        switch self {
        case .differentNumbers: "双方各有一个有效且不同的身份证号码，不可能是同一人。"
        case .relatives: "一方的证件号码是另一方监护人的号码，双方是亲属。"
        case .differentBirthOrder: "新生儿的胎次、性别或出生日期不同。"
        case .twins: "同一户有或可能有同日出生的另一人，需凭证件号码区分。"
        case .unlikeNames: "姓名不相符。"
        case .birthDatesApart: "出生日期相差一代人以上。"
        case .notBornYet: "一方登记时另一方尚未出生。"
        case .decidedApart: "已由人工判定为不同的人。"
        case .secondClose: "另有一人几乎同样相符。"
        case .numberContested: "该身份证号码也登记在姓名不同的人名下。"
        case .twoNumbers: "双方各有一个有效且不同的身份证号码，但姓名和手机号相同：可能换过号码，或读了亲属的证件。"
        }
    }

    package var english: String {
        switch self {
        case .differentNumbers: "Each side has a valid identity number, and they differ: two people."
        case .relatives: "The number of the one is the number of the other's guardian: they are relatives."
        case .differentBirthOrder: "The newborns differ in birth order, sex or birth date."
        case .twins:
            "Another of the household was, or may be, born on the same day; only a number tells them apart."
        case .unlikeNames: "The names do not agree."
        case .birthDatesApart: "The birth dates lie a generation apart."
        case .notBornYet: "The one was registered before the other was born."
        case .decidedApart: "A person decided that they are not the same."
        case .secondClose: "Another person agrees nearly as well."
        case .numberContested: "The identity number is also registered under an unlike name."
        case .twoNumbers:
            "Each side has a valid identity number, and they differ, but name and mobile phone are the same: the number may have been changed, or a relative's card read."
        }
    }
}
