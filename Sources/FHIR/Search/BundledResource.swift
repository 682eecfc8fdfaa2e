import StrictJSON

/// A resource that stands in a bundle.
protocol BundledResource: Sendable {
    /// The identity of the resource (FHIR R4, Bundle.entry.fullUrl).
    ///
    /// - Parameter base: the address of the FHIR service, without a slash at its end.
    func fullURL(base: String) -> String

    /// Writes the members of the resource.
    func write(_ json: inout JSONWriter)
}

extension PatientResource: BundledResource {
    func fullURL(base: String) -> String { "\(base)/Patient/\(id)" }
}
