package import HealthCardServices

extension SoftwareKeyService {
    /// Reads the file again, so that roots made or destroyed by another process are known here.
    package func reload() async throws(KeyServiceError) {
        do { try await refresh() } catch { throw .failed(reason: "the root key file cannot be read") }
    }
}
