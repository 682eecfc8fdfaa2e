/// Where the five fields of a vendor's `ECCCipher` lie. Offsets follow from the order and sizes in the profile.
struct SDFCipherLayout: Decodable, Sendable, Equatable {
    enum Field: String, Decodable, Sendable, CaseIterable {
        /// The coordinates of C1, right-aligned.
        case x, y
        /// C3.
        case hash
        /// The count of text bytes, a 32-bit number in the machine's order.
        case length
        /// C2, from the left.
        case text
    }

    struct Slot: Decodable, Sendable, Equatable {
        let field: Field
        let bytes: Int
    }

    /// No field of any header we saw is longer than 136.
    private static let maximumFieldBytes = 1024

    /// How far a library may write beyond its own structure before it reaches memory that is not this buffer.
    private static let slackBytes = 512

    private let slots: [Slot]

    init(from decoder: any Decoder) throws {
        let container = try decoder.singleValueContainer()
        slots = try container.decode([Slot].self)
        guard slots.count == Field.allCases.count, Set(slots.map(\.field)).count == slots.count else {
            throw DecodingError.dataCorruptedError(in: container, debugDescription: "a field is missing or twice there")
        }
        for slot in slots where !Self.range(of: slot, isLast: slot == slots.last).contains(slot.bytes) {
            let text = "the field \(slot.field.rawValue) cannot have this size"
            throw DecodingError.dataCorruptedError(in: container, debugDescription: text)
        }
    }

    private static func range(of slot: Slot, isLast: Bool) -> ClosedRange<Int> {
        switch slot.field {
        case .x, .y: 32...maximumFieldBytes
        case .hash: 32...maximumFieldBytes
        case .length: 4...4
        case .text: (isLast ? 1 : SDFWrappedKey.keyLength)...maximumFieldBytes
        }
    }

    /// Bytes of a buffer that holds a wrapped key, with room behind it.
    var bufferBytes: Int {
        slots.reduce(0) { $0 + $1.bytes } + SDFWrappedKey.keyLength + Self.slackBytes
    }

    /// Where the field lies in a buffer of ``bufferBytes``. The text runs as far as its last possible byte.
    func range(of field: Field) -> Range<Int> {
        var offset = 0
        for slot in slots {
            if slot.field == field {
                let isOpen = field == .text && slot == slots.last
                return offset..<(offset + (isOpen ? max(slot.bytes, SDFWrappedKey.keyLength) : slot.bytes))
            }
            offset += slot.bytes
        }
        preconditionFailure("every field has a slot, as the initializer checked")
    }
}
