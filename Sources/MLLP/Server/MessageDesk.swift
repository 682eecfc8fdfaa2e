import HL7v2

/// Brings the bytes of one message to the responder, and its answer back in the character set of the message.
struct MessageDesk: Sendable {
    let responder: Responder
    let fallback: HL7CharacterSet

    /// What a message is answered.
    struct Reply: Sendable {
        let bytes: [UInt8]
        let fault: (any Error)?
    }

    /// Answers a message; `nil` where nobody can be answered.
    func reply(to bytes: [UInt8], from senders: [Sender]) async -> Reply? {
        guard let set = HL7CharacterSet.declared(in: bytes, fallback: fallback) else {
            let refusal = HL7Refusal(.tableValue, at: ErrorLocation("MSH").field(18, repetition: 1))
            return reply(responder.refuse(MessageText.legible(bytes), refusal), in: .ascii, declaring: true)
        }
        guard let text = MessageText.utf8(bytes, from: set) else {
            let refusal = HL7Refusal(.dataType, "The bytes are no text in the character set of MSH-18")
            return reply(responder.refuse(MessageText.legible(bytes), refusal), in: set)
        }
        return reply(await responder.answer(text, from: senders), in: set)
    }

    /// An answer in a character set; in UTF-8, and saying so, where it cannot be written in that.
    private func reply(_ answer: Answer?, in set: HL7CharacterSet, declaring isDeclared: Bool = false) -> Reply? {
        guard let answer else { return nil }
        let message = isDeclared ? answer.message.declaring(set) : answer.message
        if let bytes = MessageText.bytes(message.encoded, in: set) { return Reply(bytes: bytes, fault: answer.fault) }
        return Reply(bytes: message.declaring(.utf8).encoded, fault: answer.fault)
    }
}
