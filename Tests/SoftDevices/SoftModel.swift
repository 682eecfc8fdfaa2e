package import SDFKeys

/// The three software devices of this product, each with the profile that fits it.
package enum SoftModel: String, CaseIterable, Sendable {
    case standard2012, standard2023, odd

    /// The name of the library in the build folder.
    package var libraryName: String {
        switch self {
        case .standard2012: "libSoftSDF2012.so"
        case .standard2023: "libSoftSDF2023.so"
        case .odd: "libSoftSDFOdd.so"
        }
    }

    package var profileName: String {
        switch self {
        case .standard2012: "standard-2012"
        case .standard2023: "standard-2023"
        case .odd: "odd"
        }
    }

    /// The profile that ships with the product.
    package var profile: SDFProfile {
        guard let profile = SDFProfile.shipped[profileName] else {
            preconditionFailure("the product ships a profile for each of its software devices")
        }
        return profile
    }
}
