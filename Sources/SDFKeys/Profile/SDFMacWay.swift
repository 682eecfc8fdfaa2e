/// How a device computes HMAC-SM3, which GM/T 0018-2012 does not have.
package enum SDFMacWay: String, Decodable, Sendable {
    /// `SDF_HMACInit`, `SDF_HMACUpdate`, `SDF_HMACFinal` (GM/T 0018-2023).
    case hmac
    /// `SDF_CalculateMAC` with the number of SM3: an extension some vendors made before 2023.
    case calculateMAC
    /// Not at all.
    case none
}
