/// One message of an admitted sender, and its answer.
struct Exchange: Sendable {
    let responder: Responder
    let message: Message
    let header: MessageHeader
    let sender: Sender
    let stamp: AnswerStamp

    private var patients: PatientReader { PatientReader(sender: sender, domains: responder.domains) }

    /// An acknowledgement, of a refusal or of none.
    func acknowledge(_ refusal: HL7Refusal?, fault: (any Error)? = nil) -> Answer {
        let answer = header.answer("ACK", event: header.event, structure: "ACK", refusal: refusal, stamp: stamp)
        return Answer(answer, fault: fault)
    }

    /// ADT of a patient: registers what it says.
    func feed(_ event: FeedEvent) async -> Answer {
        do {
            let statement = try patients.statement(message, event)
            try await responder.index.register(statement, for: sender)
            return acknowledge(nil)
        } catch {
            return refuse(error) { _ in nil }
        }
    }

    /// ADT^A40: merges two numbers of the sender's domain.
    func merge() async -> Answer {
        do {
            let merge = try patients.merge(message)
            do {
                try await responder.index.merge(merge, for: sender)
            } catch MainIndexRefusal.identifierUnknown(let identifier) {
                let location =
                    identifier == merge.prior ? ErrorLocation("MRG").field(1) : ErrorLocation("PID").field(3)
                throw HL7Refusal(.unknownKey, at: location.component(1), "The identifier is not known")
            }
            return acknowledge(nil)
        } catch {
            return refuse(error) { _ in nil }
        }
    }

    /// What an error is to the sender: a refusal as it stands, code 207 for whatever went wrong here.
    ///
    /// - Parameter respond: makes the response of which the refusal is part; `nil` where that is the acknowledgement.
    func refuse(_ error: any Error, _ respond: (HL7Refusal) -> Message?) -> Answer {
        let (refusal, fault) = Self.refusal(error)
        if let response = respond(refusal) { return Answer(response, fault: fault) }
        return acknowledge(refusal, fault: fault)
    }

    private static func refusal(_ error: any Error) -> (refusal: HL7Refusal, fault: (any Error)?) {
        switch error {
        case let refusal as HL7Refusal: (refusal, nil)
        case MainIndexRefusal.heldApart:
            (HL7Refusal(.recordLocked, "A person decided that the two are not one patient"), nil)
        case MainIndexRefusal.waitsForReview:
            (HL7Refusal(.recordLocked, "A person is asked whether the two are one patient; send it again later"), nil)
        case MainIndexRefusal.notAllowed:
            (
                HL7Refusal(
                    .messageType,
                    at: ErrorLocation("MSH").field(9, repetition: 1, component: 1),
                    "The app of this sender may not do this"
                ), nil
            )
        case MainIndexRefusal.queryTooWide:
            (HL7Refusal(.requiredField, at: ErrorLocation("QPD").field(3), "The query must name more"), nil)
        case MainIndexRefusal.textTooLong: (HL7Refusal(.dataType, "A text is too long"), nil)
        case MainIndexRefusal.pointerUnknown: (.pointerUnknown, nil)
        case MainIndexRefusal.identifierUnknown: (HL7Refusal(.unknownKey, "The identifier is not known any more"), nil)
        case MainIndexRefusal.unavailable: (HL7Refusal(.internalError, "Send the message again later"), nil)
        default: (HL7Refusal(.internalError), error)
        }
    }
}
