/// Why a stored record cannot be read. Carries nothing of the record.
package enum MatchRecordDamage: Error, Equatable {
    case version
    case truncated
    case outOfRange
}
