/// Which of the two keys of a sealing root a handle is of.
struct SDFKeyUse: Hashable, Sendable {
    enum Purpose: Sendable {
        case encryption, mac
    }

    let id: SDFKeyID
    let version: UInt32
    let purpose: Purpose
}
