/// What the index does not do, in its caller's terms.
package enum IndexRefusal: Refusal, Equatable {
    /// No index has this number.
    case indexUnknown
    /// No source record has this authority and local id, or its authority took it back.
    case recordUnknown
    /// No filed institution has this code, so nobody's local ids are known under it.
    case authorityUnknown
    /// The caller speaks for another institution than the one whose record this is.
    case authorityOfOthers
    /// A local id is no patient number.
    case localIDMalformed
    /// The record has another version by now than the one that the caller saw.
    case versionStale
    /// The authority merged this local id into another one, under which it goes on.
    case recordMerged
    /// Both are one person already, or one record.
    case sameIndex
    /// The index was not merged into another one, or not any more.
    case notMerged
    /// A person said that the two are not the same; that must be withdrawn first.
    case heldApart
    /// Nobody held the two apart.
    case notHeldApart
    /// Something else is known that two persons must not become one now, such as an open visit.
    case mergeForbidden
    /// The record is the only one of its index: there is nothing to take it out of.
    case onlyRecord
    /// No review has this number.
    case reviewUnknown
    /// The review was answered, or needs no answer any more.
    case reviewClosed
    /// More persons than a search goes through share what was given, or nothing was given that a search can begin with.
    case searchTooWide
    /// A field is longer than a registration may have.
    ///
    /// - Parameter name: of the field, as on the wire.
    case fieldTooLong(name: String)

    package var code: ProblemCode {
        switch self {
        case .indexUnknown: .indexUnknown
        case .recordUnknown: .sourceRecordUnknown
        case .authorityUnknown: .authorityUnknown
        case .authorityOfOthers: .authorityOfOthers
        case .localIDMalformed: .localIDMalformed
        case .versionStale: .sourceRecordVersionStale
        case .recordMerged: .sourceRecordMerged
        case .sameIndex: .indexSame
        case .notMerged: .indexNotMerged
        case .heldApart: .indexHeldApart
        case .notHeldApart: .indexNotHeldApart
        case .mergeForbidden: .indexMergeForbidden
        case .onlyRecord: .indexOnlyRecord
        case .reviewUnknown: .reviewUnknown
        case .reviewClosed: .reviewClosed
        case .searchTooWide: .searchTooWide
        case .fieldTooLong: .fieldTooLong
        }
    }

    package var field: String? {
        switch self {
        case .fieldTooLong(let name): name
        case .authorityUnknown, .authorityOfOthers: "authority"
        case .localIDMalformed, .recordUnknown, .recordMerged: "local_id"
        case .versionStale: "expected_version"
        case .indexUnknown: "index"
        default: nil
        }
    }
}
