internal import CIndexTables

/// One table of the C target as bytes, read line by line: UTF-8, one entry a line, columns separated by tabs.
@safe struct TableText {
    private let bytes: UnsafeBufferPointer<UInt8>

    /// The bytes are constants of the executable, so the pointer is good for as long as the process lives.
    init(_ start: UnsafePointer<UInt8>?, length: Int) {
        unsafe bytes = UnsafeBufferPointer(start: start, count: length)
    }

    static var pinyin: TableText { unsafe TableText(xl_index_pinyin, length: xl_index_pinyin_length) }
    static var canonical: TableText { unsafe TableText(xl_index_canonical, length: xl_index_canonical_length) }
    static var lookalikes: TableText { unsafe TableText(xl_index_lookalikes, length: xl_index_lookalikes_length) }
    static var surnameReadings: TableText {
        unsafe TableText(xl_index_surname_readings, length: xl_index_surname_readings_length)
    }
    static var compoundSurnames: TableText {
        unsafe TableText(xl_index_compound_surnames, length: xl_index_compound_surnames_length)
    }
    static var surnameShares: TableText {
        unsafe TableText(xl_index_surname_shares, length: xl_index_surname_shares_length)
    }
    static var lunarYears: TableText { unsafe TableText(xl_index_lunar_years, length: xl_index_lunar_years_length) }

    /// Calls `body` with the code points of each entry's first column and of the rest of its line.
    func forEachEntry(_ body: (_ key: [UInt32], _ value: [UInt32]) -> Void) {
        var key: [UInt32] = []
        var value: [UInt32] = []
        var inValue = false
        var decoder = UTF8()
        var source = unsafe bytes.makeIterator()
        while case .scalarValue(let scalar) = unsafe decoder.decode(&source) {
            switch scalar {
            case "\n":
                if !key.isEmpty { body(key, value) }
                key.removeAll(keepingCapacity: true)
                value.removeAll(keepingCapacity: true)
                inValue = false
            case "\t": if inValue { value.append(0x20) } else { inValue = true }
            default: if inValue { value.append(scalar.value) } else { key.append(scalar.value) }
            }
        }
        if !key.isEmpty { body(key, value) }
    }
}
