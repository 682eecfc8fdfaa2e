/// What is wrong with a vendor profile.
package enum SDFProfileError: Error, Sendable, Equatable {
    /// The field has a value that no device can have.
    case badValue(field: String)
}

extension SDFProfileError: CustomStringConvertible {
    /// One line for the operator, Chinese and English.
    package var description: String {
        switch self {
        case .badValue(let field):
            "密码机配置文件中的 \(field) 取值不正确。 / The device profile has an impossible value in \(field)."
        }
    }
}
