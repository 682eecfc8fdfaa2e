import HL7v2

/// Messages of HL7 v2: what is read must be written as bytes that read back equal, its character set must be told, and a
/// date that is read must be one.
enum HL7MessageFuzz: FuzzTarget {
    static func seeds() -> [[UInt8]] {
        let header = "MSH|^~\\&|A|B|C|D|20260105||ADT^A40^ADT_A39|1|P|2.5||||||UNICODE UTF-8\r"
        let bodies = [
            "EVN||20260105092500.12+0800\rPID|||1^^^H&1.2&ISO^PI~2||a^b\rMRG|3\r", "ZZ1|\\F\\\\X41\\\\.br\\|\"\"\r",
            "QPD|N|T|@PID.5.1.1^a~@PID.7^1990\rRCP|I|5^RD\r",
        ]
        return bodies.map { Array((header + $0).utf8) } + [Array("MSH#*!/%#A\rPID#1*2/F/\r".utf8)]
    }

    static func feed(_ bytes: [UInt8]) {
        _ = HL7CharacterSet.declared(in: bytes, fallback: .gb18030)
        let reader = MessageReader()
        // What has no header, or is refused behind it, is as good an end as any.
        guard let header = reader.readHeader(of: bytes) else { return }
        check(header, reader)
        guard let message = try? reader.read(bytes) else { return }
        check(message, reader)
        for segment in message.segments {
            for field in segment.fields {
                guard let iso = Timestamp(field.text)?.iso else { continue }
                precondition((4...25).contains(iso.utf8.count), "a time stamp has the length of one")
            }
        }
    }

    private static func check(_ message: Message, _ reader: MessageReader) {
        let encoded = message.encoded
        do {
            let again = try reader.read(encoded)
            precondition(again == message, "a message does not read back equal")
        } catch {
            // Escape sequences are longer than what they stand for.
            precondition(encoded.count > reader.limits.bytes, "a message that was written cannot be read: \(error)")
        }
    }
}
