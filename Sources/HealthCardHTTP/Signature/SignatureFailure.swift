import HealthCardDomain

/// A refused signature; in a sandbox with the base that was expected, so that an integrator sees the difference.
struct SignatureFailure: Error {
    let refusal: AccessRefusal
    let expectedBase: String?
}
