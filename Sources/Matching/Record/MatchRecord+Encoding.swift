extension MatchRecord {
    /// The stored form, at most some 1,500 bytes: version 1, little-endian integers, lists with a count of one byte.
    package var encoded: [UInt8] { contents.encoded }

    /// Reads a stored record.
    ///
    /// - Throws: ``MatchRecordDamage`` for bytes that ``encoded`` does not make.
    package init(encoded: [UInt8]) throws(MatchRecordDamage) { self.init(try RecordContents(encoded: encoded)) }
}
