extension Comparison {
    /// The rank of a field's level, which is its place in a model.
    func rank(of field: MatchField) -> UInt8 {
        switch field {
        case .name: name.rawValue
        case .number: number.rawValue
        case .birthDate: birth.rawValue
        case .sex: sex.rawValue
        case .phone: phone.rawValue
        case .address: address.rawValue
        case .relative: relative.rawValue
        case .document: document.rawValue
        case .local: local.rawValue
        case .nation: nation.rawValue
        }
    }
}
