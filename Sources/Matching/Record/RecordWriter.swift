/// Writes the stored form of a record.
struct RecordWriter {
    private(set) var bytes: [UInt8] = []

    init() { bytes.reserveCapacity(192) }

    mutating func byte(_ value: UInt8) { bytes.append(value) }

    mutating func integer<Value: FixedWidthInteger>(_ value: Value) {
        for shift in stride(from: 0, to: Value.bitWidth, by: 8) {
            bytes.append(UInt8(truncatingIfNeeded: value >> Value(shift)))
        }
    }

    mutating func list<Element>(_ elements: [Element], _ write: (inout RecordWriter, Element) -> Void) {
        byte(UInt8(min(elements.count, RecordReader.longestList)))
        for element in elements.prefix(RecordReader.longestList) { write(&self, element) }
    }

    mutating func name(_ name: NameForm) {
        byte(name.script.rawValue)
        byte(UInt8(name.surnameLength))
        byte(name.isDotted ? 1 : 0)
        byte(UInt8(name.symbols.count))
        for symbol in name.symbols {
            byte(UInt8(truncatingIfNeeded: symbol))
            byte(UInt8(truncatingIfNeeded: symbol >> 8))
            byte(UInt8(truncatingIfNeeded: symbol >> 16))
        }
    }

    mutating func document(_ document: Document) {
        byte(document.kind.rawValue)
        byte(document.isUpgraded ? 1 : 0)
        byte(UInt8(document.text.count))
        bytes += document.text
    }
}
