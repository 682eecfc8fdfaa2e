/// A number of a vendor's header, written in a profile as the header writes it: `"0x00000402"`.
struct SDFNumber: Decodable, Sendable, Equatable {
    let value: UInt32

    init(from decoder: any Decoder) throws {
        let container = try decoder.singleValueContainer()
        let text = try container.decode(String.self)
        guard text.hasPrefix("0x"), let value = UInt32(text.dropFirst(2), radix: 16) else {
            throw DecodingError.dataCorruptedError(in: container, debugDescription: "not a number such as 0x00000402")
        }
        self.value = value
    }
}
