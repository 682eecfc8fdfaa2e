/// The level and grade of a hospital (医院级别): tens give the level, ones the grade.
///
/// Village clinics and other places that are no hospital have none.
package enum InstitutionLevel: String, Sendable, CaseIterable, NamedCode {
    case first = "10"
    case firstA = "12"
    case firstB = "13"
    case firstC = "14"
    case firstUngraded = "19"
    case second = "20"
    case secondA = "22"
    case secondB = "23"
    case secondC = "24"
    case secondUngraded = "29"
    case third = "30"
    case thirdA = "32"
    case thirdB = "33"
    case thirdC = "34"
    case thirdUngraded = "39"

    /// The level alone, 1...3.
    package var level: Int {
        switch self {
        case .first, .firstA, .firstB, .firstC, .firstUngraded: 1
        case .second, .secondA, .secondB, .secondC, .secondUngraded: 2
        case .third, .thirdA, .thirdB, .thirdC, .thirdUngraded: 3
        }
    }

    package var nameChinese: String {
        ["一级", "二级", "三级"][level - 1] + grade.chinese
    }

    package var nameEnglish: String {
        "Level \(level)" + grade.english
    }

    private var grade: (chinese: String, english: String) {
        switch self {
        case .first, .second, .third: ("", "")
        case .firstA, .secondA, .thirdA: ("甲等", ", grade A")
        case .firstB, .secondB, .thirdB: ("乙等", ", grade B")
        case .firstC, .secondC, .thirdC: ("丙等", ", grade C")
        case .firstUngraded, .secondUngraded, .thirdUngraded: ("未评等", ", not graded")
        }
    }
}
