extension SDFProfile {
    /// The profiles in the product, by name: both editions of the standard, and an example of a vendor that goes its
    /// own way.
    package static let shipped: [String: SDFProfile] = Dictionary(
        uniqueKeysWithValues: [
            PackageResources.standard_2012_json,
            PackageResources.standard_2023_json,
            PackageResources.odd_json,
        ].map { json in
            do {
                let profile = try SDFProfile(json: json)
                return (profile.name, profile)
            } catch {
                preconditionFailure("a profile in the product cannot be read: \(error)")
            }
        }
    )
}
