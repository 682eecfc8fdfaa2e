import HealthCardDomain

extension Purpose {
    /// Why our own desk looks, as the resident reads it.
    static let atDesk: Purpose = {
        guard let purpose = Purpose("窗口诊疗") else { preconditionFailure("the desk's purpose is a purpose") }
        return purpose
    }()
}
