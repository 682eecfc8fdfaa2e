import Foundation

extension DialectProfile {
    /// The profiles that are shipped, by name.
    ///
    /// - Throws: a `DecodingError` where a profile is damaged; the platform then does not start.
    package static func shipped() throws -> [DialectProfile] {
        try [PackageResources.national_json, PackageResources.hunan_json].map { bytes in
            try JSONDecoder().decode(DialectProfile.self, from: Data(bytes))
        }
    }
}
