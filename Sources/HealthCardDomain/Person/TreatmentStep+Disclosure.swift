extension TreatmentStep {
    /// The resident's data that a desk at this step needs, and so may see; everything else stays masked.
    ///
    /// Ours: no published standard lists fields by step. The rule is the least a step needs: registration creates the
    /// hospital's file and needs the whole identity, a pharmacy compares a name and a face, a cashier needs a name and
    /// the end of a number.
    package var disclosed: [ResidentField] {
        switch self {
        case .registration, .admission:
            [.name, .idType, .idNumber, .gender, .birthDate, .phone, .nation, .address]
        case .diagnosis, .surgery:
            [.name, .idType, .idNumberMasked, .gender, .birthDate, .phoneMasked, .nation]
        case .prescription, .examination:
            [.name, .idType, .idNumberMasked, .gender, .birthDate]
        case .dispensing:
            [.name, .idNumberMasked, .gender, .birthDate]
        case .charging, .other:
            [.name, .idNumberMasked]
        }
    }
}
