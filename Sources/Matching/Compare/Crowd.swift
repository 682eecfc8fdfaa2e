/// Phones, houses and local numbers under which so many persons lie that they say nothing about one of them.
struct Crowd: Sendable {
    var phones: [UInt64] = []
    var isHouseCrowded = false
    var isLocalCrowded = false
    /// The record's own number is a placeholder of some institution.
    var isNumberCrowded = false
    /// How many persons bear the record's name, and how many the index has.
    var namesakes = 0
    var persons = 0

    init() {}

    /// Reads the live counts of the record's own keys.
    init(_ record: MatchRecord, keys: [BlockKey], counts: BlockCounts) {
        persons = counts.persons
        var phone = 0
        for key in keys {
            let count = counts[key]
            switch key.kind {
            case .phone:
                // The keys of phones stand in the order of the phones.
                if phone < record.phones.count, count > key.cap { phones.append(record.phones[phone]) }
                phone += 1
            case .address: isHouseCrowded = count > key.cap
            case .number: isNumberCrowded = isNumberCrowded || count > key.cap
            case .local: isLocalCrowded = count > key.cap
            case .name: namesakes = max(namesakes, count)
            default: break
            }
        }
    }
}
