extension Message {
    /// The message in UTF-8, with a carriage return behind each segment. Reading it gives an equal message.
    package var encoded: [UInt8] {
        var bytes: [UInt8] = []
        for segment in segments {
            bytes += segment.name.utf8
            if segment.name == "MSH" {
                bytes.append(delimiters.field)
                bytes += delimiters.encodingCharacters.utf8
                append(segment.fields.dropFirst(2), to: &bytes)
            } else {
                append(segment.fields[...], to: &bytes)
            }
            bytes.append(0x0D)
        }
        return bytes
    }

    private func append(_ fields: ArraySlice<Field>, to bytes: inout [UInt8]) {
        for field in fields {
            bytes.append(delimiters.field)
            for (index, repetition) in field.repetitions.enumerated() {
                if index > 0 { bytes.append(delimiters.repetition) }
                append(repetition, to: &bytes)
            }
        }
    }

    private func append(_ repetition: Repetition, to bytes: inout [UInt8]) {
        for (index, component) in repetition.components.enumerated() {
            if index > 0 { bytes.append(delimiters.component) }
            for (index, text) in component.subcomponents.enumerated() {
                if index > 0 { bytes.append(delimiters.subcomponent) }
                append(text, to: &bytes)
            }
        }
    }

    /// Writes a text with escape sequences for what would end it, or the frame around the message.
    private func append(_ text: String, to bytes: inout [UInt8]) {
        for byte in text.utf8 {
            switch byte {
            case delimiters.field: escape("F", to: &bytes)
            case delimiters.component: escape("S", to: &bytes)
            case delimiters.subcomponent: escape("T", to: &bytes)
            case delimiters.repetition: escape("R", to: &bytes)
            case delimiters.escape: escape("E", to: &bytes)
            case 0x0A: escape(".br", to: &bytes)
            case 0..<0x20, 0x7F:
                let digits = String(byte, radix: 16, uppercase: true)
                escape(byte < 0x10 ? "X0\(digits)" : "X\(digits)", to: &bytes)
            default: bytes.append(byte)
            }
        }
    }

    private func escape(_ sequence: String, to bytes: inout [UInt8]) {
        bytes.append(delimiters.escape)
        bytes += sequence.utf8
        bytes.append(delimiters.escape)
    }
}
