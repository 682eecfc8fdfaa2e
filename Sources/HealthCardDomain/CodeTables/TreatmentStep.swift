/// The step of a treatment at which a code is shown (诊疗环节), six digits of the national table.
///
/// `010109` is not in the national table; hospitals in Gansu send it for admission.
package enum TreatmentStep: String, Sendable, CaseIterable, NamedCode {
    case registration = "010101"
    case diagnosis = "010102"
    case dispensing = "010103"
    case examination = "010104"
    case charging = "010105"
    case prescription = "010106"
    case surgery = "010107"
    case admission = "010109"
    case other = "000000"

    package var nameChinese: String {
        switch self {
        case .registration: "挂号"
        case .diagnosis: "诊断"
        case .dispensing: "取药"
        case .examination: "检查"
        case .charging: "收费"
        case .prescription: "开方"
        case .surgery: "手术"
        case .admission: "住院"
        case .other: "其他"
        }
    }

    package var nameEnglish: String {
        switch self {
        case .registration: "Registration"
        case .diagnosis: "Diagnosis"
        case .dispensing: "Dispensing"
        case .examination: "Examination"
        case .charging: "Charging"
        case .prescription: "Prescription"
        case .surgery: "Surgery"
        case .admission: "Admission"
        case .other: "Other"
        }
    }
}
