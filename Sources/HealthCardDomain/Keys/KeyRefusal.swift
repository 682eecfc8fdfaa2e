/// What key management, and whatever needs a key, refuses.
package enum KeyRefusal: Refusal, Equatable {
    /// The key service cannot be reached, and this needs it.
    case serviceUnavailable
    /// No such key, or it was destroyed.
    case notFound
    case wrongState(is: MasterKey.State)
    /// The key's validity is over.
    case outOfValidity
    /// A stored value was changed, moved to another place, or belongs to another key.
    case notAuthentic
    /// A grant that the province did not sign, or that is not valid now.
    case grantNotValid
    /// A key of one region used for another (`D05`).
    case regionForeign
    /// The act needs two different custodians with their own credentials.
    case custodiansMissing
    /// A credential that is not the custodian's.
    case credentialWrong
    /// What would be destroyed still protects stored values.
    case stillInUse
    /// Somebody else did the like at the same moment, or before.
    case overtaken
    /// A component that is not 32 bytes in hexadecimal.
    case componentMalformed
    /// Some of the components make zero together, so that fewer custodians than came would know the key.
    case componentsCancel
    /// The components do not make the key that the check value is of.
    case checkValueWrong
    /// A key of this purpose is made here and never brought in.
    case notImportable

    package var code: ProblemCode {
        switch self {
        case .serviceUnavailable: .hsmUnavailable
        case .notFound: .keyNotFound
        case .wrongState: .keyWrongState
        case .outOfValidity: .keyOutOfValidity
        case .notAuthentic: .sealedValueNotAuthentic
        case .grantNotValid: .keyGrantNotValid
        case .regionForeign: .keyRegionForeign
        case .custodiansMissing: .keyCustodiansMissing
        case .credentialWrong: .keyCredentialWrong
        case .stillInUse: .keyStillInUse
        case .overtaken: .keyOvertaken
        case .componentMalformed: .keyComponentMalformed
        case .componentsCancel: .keyComponentsCancel
        case .checkValueWrong: .keyCheckValueWrong
        case .notImportable: .keyNotImportable
        }
    }
}
