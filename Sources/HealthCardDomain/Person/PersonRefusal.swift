/// What the master index refuses.
package enum PersonRefusal: Refusal, Equatable {
    /// No person has this identifier.
    case notFound
    /// The number is registered under another name: a clerk must look (never decided by machine).
    case nameDiffers
    /// An update names another document than the one the person was registered with.
    case otherDocument

    package var code: ProblemCode {
        switch self {
        case .notFound: .personNotFound
        case .nameDiffers: .personNameDiffers
        case .otherDocument: .personDocumentDiffers
        }
    }

    package var field: String? {
        switch self {
        case .notFound: nil
        case .nameDiffers: "name"
        case .otherDocument: "id_no"
        }
    }
}
