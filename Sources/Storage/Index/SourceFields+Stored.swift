import Matching

extension SourceFields {
    private static let version: UInt8 = 1
    private static var parts: [WritableKeyPath<SourceFields, String>] {
        [
            \.name, \.sex, \.birthDate, \.idType, \.idNumber, \.secondIDType, \.secondIDNumber, \.phone, \.address,
            \.nation, \.guardianName, \.guardianIDNumber, \.institution, \.localID, \.registeredOn, \.channel,
        ]
    }

    /// What is sealed of a registration: the version of this form, then each field with its length in bytes before it
    /// (two bytes, big-endian).
    ///
    /// - Precondition: no field is longer than 65,535 bytes.
    var stored: [UInt8] {
        var bytes: [UInt8] = [Self.version]
        for part in Self.parts {
            let text = self[keyPath: part].utf8
            precondition(text.count <= UInt16.max, "a field has a limit")
            bytes.append(UInt8(text.count >> 8))
            bytes.append(UInt8(text.count & 0xFF))
            bytes.append(contentsOf: text)
        }
        return bytes
    }

    /// Reads what `stored` gave; `nil` for anything else.
    init?(stored bytes: [UInt8]) {
        guard bytes.first == Self.version else { return nil }
        self.init()
        var place = 1
        for part in Self.parts {
            guard place + 2 <= bytes.count else { return nil }
            let count = Int(bytes[place]) << 8 | Int(bytes[place + 1])
            place += 2
            guard place + count <= bytes.count,
                let text = String(validating: bytes[place..<(place + count)], as: UTF8.self)
            else { return nil }
            self[keyPath: part] = text
            place += count
        }
        guard place == bytes.count else { return nil }
    }
}
