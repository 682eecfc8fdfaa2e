/// A closed range of a library's answers, such as a vendor's own network errors.
struct SDFCodeRange: Decodable, Sendable, Equatable {
    let from: SDFNumber
    let to: SDFNumber

    func contains(_ code: UInt32) -> Bool { from.value <= code && code <= to.value }
}
