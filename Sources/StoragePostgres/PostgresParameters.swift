import Storage

/// The values of one statement in the form in which libpq takes them.
struct PostgresParameters {
    private var buffer: [UInt8] = []
    private var places: [Int?] = []
    private var lengths: [Int32] = []

    /// - Parameters:
    ///   - values: `$1` is the first; those beyond the statement's last placeholder are left out.
    ///   - types: what the server takes the parameters for.
    /// - Throws: `.statementRefused` where a value has not the form of its parameter's type.
    init(_ values: ArraySlice<SQLValue>, types: [PostgresType.Number], of statement: SQLStatement) throws(StorageFault)
    {
        for (value, type) in zip(values, types) {
            guard PostgresType.fits(value, type) else {
                throw .statementRefused(statement: statement.name, reason: "parameter of type \(type)")
            }
            let start = buffer.count
            PostgresType.append(value, to: &buffer)
            places.append(value == .null ? nil : start)
            lengths.append(Int32(buffer.count - start))
        }
        // An empty value still needs an address: none at all means null.
        buffer.append(0)
    }

    /// Calls libpq: with the addresses, the lengths, and the format of each value, which is binary.
    @unsafe
    func with<Answer>(
        _ body: (
            Int32, UnsafePointer<UnsafePointer<CChar>?>, UnsafePointer<Int32>, UnsafePointer<Int32>
        ) -> Answer
    ) -> Answer {
        unsafe buffer.withUnsafeBytes { raw in
            let start = unsafe raw.baseAddress?.assumingMemoryBound(to: CChar.self)
            // One more than there are, so that a statement without parameters has an address too.
            var addresses: [UnsafePointer<CChar>?] = unsafe places.map { place in
                unsafe place.flatMap { place in unsafe start.map { unsafe $0 + place } }
            }
            unsafe addresses.append(nil)
            let formats = [Int32](repeating: 1, count: places.count + 1)
            return unsafe addresses.withUnsafeBufferPointer { addresses in
                unsafe (lengths + [0]).withUnsafeBufferPointer { lengths in
                    unsafe formats.withUnsafeBufferPointer { formats in
                        guard let first = addresses.baseAddress, let length = lengths.baseAddress,
                            let format = formats.baseAddress
                        else { preconditionFailure("the arrays are not empty") }
                        return unsafe body(Int32(places.count), first, length, format)
                    }
                }
            }
        }
    }
}
