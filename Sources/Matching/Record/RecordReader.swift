/// Reads the stored form of a record; every length is checked before it is used.
struct RecordReader {
    static let longestList = 8

    private let bytes: [UInt8]
    private var position = 0

    init(_ bytes: [UInt8]) { self.bytes = bytes }

    var isAtEnd: Bool { position == bytes.count }

    mutating func byte() throws(MatchRecordDamage) -> UInt8 {
        guard position < bytes.count else { throw .truncated }
        defer { position += 1 }
        return bytes[position]
    }

    mutating func byte(upTo most: UInt8) throws(MatchRecordDamage) -> UInt8 {
        let value = try byte()
        guard value <= most else { throw .outOfRange }
        return value
    }

    mutating func integer<Value: FixedWidthInteger>() throws(MatchRecordDamage) -> Value {
        var value: Value = 0
        for shift in stride(from: 0, to: Value.bitWidth, by: 8) {
            value |= Value(truncatingIfNeeded: try byte()) << Value(shift)
        }
        return value
    }

    mutating func list<Element>(
        _ read: (inout RecordReader) throws(MatchRecordDamage) -> Element
    ) throws(MatchRecordDamage) -> [Element] {
        let count = Int(try byte(upTo: UInt8(Self.longestList)))
        var elements: [Element] = []
        elements.reserveCapacity(count)
        for _ in 0..<count { elements.append(try read(&self)) }
        return elements
    }

    mutating func name() throws(MatchRecordDamage) -> NameForm {
        guard let script = NameForm.Script(rawValue: try byte()) else { throw .outOfRange }
        let surnameLength = Int(try byte())
        let isDotted = try byte(upTo: 1) == 1
        let count = Int(try byte(upTo: 64))
        guard count > 0, surnameLength <= count else { throw .outOfRange }
        var symbols: [UInt32] = []
        symbols.reserveCapacity(count)
        for _ in 0..<count {
            let low = UInt32(try byte()) | UInt32(try byte()) << 8
            symbols.append(low | UInt32(try byte()) << 16)
        }
        return NameForm(script: script, symbols: symbols, surnameLength: surnameLength, isDotted: isDotted)
    }

    mutating func document() throws(MatchRecordDamage) -> Document {
        guard let kind = Document.Kind(rawValue: try byte()) else { throw .outOfRange }
        let isUpgraded = try byte(upTo: 1) == 1
        let count = Int(try byte(upTo: UInt8(Document.longest)))
        var text: [UInt8] = []
        text.reserveCapacity(count)
        for _ in 0..<count { text.append(try byte()) }
        // A valid number is taken apart later on without a check, so it is checked here.
        guard kind != .resident || ResidentNumber.isValid(text, registered: 0) else { throw .outOfRange }
        return Document(kind: kind, text: text, isUpgraded: isUpgraded)
    }
}
