import HealthCardDomain

/// Answers the messages of hospital systems to the main index, each with one application acknowledgement or one response
/// (original mode).
///
/// ADT^A01, A04, A05, A08, A28, A31 and A40; QBP^Q22 (IHE ITI-21) and QBP^Q23 (IHE ITI-9); QCN^J01.
package struct Responder: Sendable {
    let index: any MainIndexPort
    let domains: DomainDirectory
    let options: ResponderOptions
    private let reader: MessageReader
    private let stamp: @Sendable () -> AnswerStamp

    /// - Parameter stamp: time and number of the next answer.
    package init(
        index: any MainIndexPort,
        domains: DomainDirectory,
        options: ResponderOptions = ResponderOptions(),
        stamp: @escaping @Sendable () -> AnswerStamp
    ) {
        self.index = index
        self.domains = domains
        self.options = options
        reader = MessageReader(limits: options.limits)
        self.stamp = stamp
    }

    /// Answers a message.
    ///
    /// - Parameters:
    ///   - bytes: the message in UTF-8.
    ///   - senders: who may speak on the connection that it came by.
    /// - Returns: `nil` where there is no header that could be answered.
    package func answer(_ bytes: [UInt8], from senders: [Sender]) async -> Answer? {
        let message: Message
        do throws(HL7Refusal) {
            message = try reader.read(bytes)
        } catch {
            return refuse(bytes, error)
        }
        let header = MessageHeader(message)
        do throws(HL7Refusal) {
            let sender = try admit(header, senders)
            let exchange = Exchange(responder: self, message: message, header: header, sender: sender, stamp: stamp())
            switch (header.type, header.event) {
            case ("ADT", "A40"): return await exchange.merge()
            case ("QBP", "Q22"): return await exchange.findCandidates()
            case ("QBP", "Q23"): return await exchange.crossReference()
            // Nothing is kept between the parts of an answer, so there is nothing to let go.
            case ("QCN", "J01"): return exchange.acknowledge(nil)
            case ("ADT", _): return await exchange.feed(try event(header.event))
            case ("QBP", _), ("QCN", _): throw .event
            default: throw HL7Refusal(.messageType, at: ErrorLocation("MSH").field(9, repetition: 1, component: 1))
            }
        } catch {
            return Answer(acknowledgement(of: header, error))
        }
    }

    /// Refuses a message that cannot be read whole, `nil` where its header cannot be read either.
    package func refuse(_ bytes: [UInt8], _ refusal: HL7Refusal) -> Answer? {
        reader.readHeader(of: bytes).map { Answer(acknowledgement(of: MessageHeader($0), refusal)) }
    }

    private func acknowledgement(of header: MessageHeader, _ refusal: HL7Refusal) -> Message {
        header.answer("ACK", event: header.event, structure: "ACK", refusal: refusal, stamp: stamp())
    }

    /// The sender of a message that is for us to do.
    private func admit(_ header: MessageHeader, _ senders: [Sender]) throws(HL7Refusal) -> Sender {
        let msh = ErrorLocation("MSH")
        guard header.version != nil else {
            throw HL7Refusal(.version, at: msh.field(12, repetition: 1, component: 1))
        }
        guard !header.controlID.isEmpty else { throw HL7Refusal(.requiredField, at: msh.field(10)) }
        guard options.processingIDs.contains(header.processingID) else {
            throw HL7Refusal(.processingID, at: msh.field(11, repetition: 1, component: 1))
        }
        guard options.receivingApplications.isEmpty || header.isTo(options.receivingApplications) else {
            throw HL7Refusal(.tableValue, at: msh.field(5, repetition: 1, component: 1), "No such receiver is here")
        }
        guard let sender = senders.first(where: header.isFrom) else {
            throw HL7Refusal(.tableValue, at: msh.field(3), "No such sender is filed for this address")
        }
        let right: Sender.Right = header.type == "ADT" ? .feed : .query
        guard sender.rights.contains(right) else {
            throw HL7Refusal(.messageType, at: msh.field(9, repetition: 1, component: 1), "Not filed for this sender")
        }
        return sender
    }

    private func event(_ code: String) throws(HL7Refusal) -> FeedEvent {
        guard let event = FeedEvent(rawValue: code) else { throw .event }
        return event
    }
}

extension HL7Refusal {
    fileprivate static var event: HL7Refusal {
        HL7Refusal(.eventCode, at: ErrorLocation("MSH").field(9, repetition: 1, component: 2))
    }
}
