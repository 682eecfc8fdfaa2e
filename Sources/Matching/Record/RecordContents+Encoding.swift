extension RecordContents {
    static let version: UInt8 = 1

    /// The stored form, at most some 1,500 bytes: version 1, little-endian integers, lists with a count of one byte.
    var encoded: [UInt8] {
        var writer = RecordWriter()
        writer.byte(Self.version)
        writer.byte(kind.rawValue)
        writer.byte(sex)
        writer.byte(newborn.order)
        writer.byte(newborn.sex)
        writer.byte((isNumberDoubtful ? 1 : 0) | (isBirthFromAge ? 2 : 0) | (address.isLatin ? 4 : 0))
        writer.byte(nation)
        writer.integer(birth?.packed ?? 0)
        writer.integer(UInt32(bitPattern: registered))
        writer.integer(institution)
        writer.integer(localID)
        writer.list(names) { $0.name($1) }
        writer.list(relativeNames) { $0.name($1) }
        writer.list(documents) { $0.document($1) }
        writer.list(relativeDocuments) { $0.document($1) }
        writer.list(phones) { $0.integer($1) }
        writer.list(address.areas) { $0.integer($1) }
        writer.list(address.places) { $0.integer($1) }
        writer.list(address.numbers) { $0.integer($1) }
        return writer.bytes
    }

    /// Reads a stored record.
    ///
    /// - Throws: ``MatchRecordDamage`` for bytes that ``encoded`` does not make.
    init(encoded: [UInt8]) throws(MatchRecordDamage) {
        var reader = RecordReader(encoded)
        guard try reader.byte() == RecordContents.version else { throw .version }
        guard let kind = MatchRecord.Kind(rawValue: try reader.byte()) else { throw .outOfRange }
        self.kind = kind
        sex = try reader.byte(upTo: 2)
        newborn = NewbornMark(order: try reader.byte(upTo: 19), sex: try reader.byte(upTo: 2))
        let flags = try reader.byte(upTo: 7)
        isNumberDoubtful = flags & 1 != 0
        isBirthFromAge = flags & 2 != 0
        address.isLatin = flags & 4 != 0
        nation = try reader.byte(upTo: 56)
        let packed: UInt32 = try reader.integer()
        if packed != 0 {
            guard let date = BirthDate(packed: packed) else { throw .outOfRange }
            birth = date
        }
        registered = Int32(bitPattern: try reader.integer())
        // The last day of the year 2200; a later one would carry differences of days out of range.
        guard (0...804_000).contains(registered) else { throw .outOfRange }
        institution = try reader.integer()
        localID = try reader.integer()
        names = try reader.list { (reader) throws(MatchRecordDamage) in try reader.name() }
        relativeNames = try reader.list { (reader) throws(MatchRecordDamage) in try reader.name() }
        documents = try reader.list { (reader) throws(MatchRecordDamage) in try reader.document() }
        relativeDocuments = try reader.list { (reader) throws(MatchRecordDamage) in try reader.document() }
        phones = try reader.list { (reader) throws(MatchRecordDamage) in try reader.integer() }
        address.areas = try reader.list { (reader) throws(MatchRecordDamage) in try reader.integer() }
        address.places = try reader.list { (reader) throws(MatchRecordDamage) in try reader.integer() }
        address.numbers = try reader.list { (reader) throws(MatchRecordDamage) in try reader.integer() }
        guard reader.isAtEnd else { throw .outOfRange }
    }
}
