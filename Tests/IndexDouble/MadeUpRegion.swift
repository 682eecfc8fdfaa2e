package import HL7v2

/// Two made-up hospitals and their systems, for tests of the HL7 v2 face.
package enum MadeUpRegion {
    package static let first = IdentifierDomain(
        authority: "H1",
        namespace: "HOSP1",
        universalID: "1.2.156.99999.1",
        universalIDType: "ISO"
    )
    package static let second = IdentifierDomain(authority: "H2", namespace: "HOSP2")
    /// A domain of which nobody feeds.
    package static let platform = IdentifierDomain(authority: "E", namespace: "EMPI")
    package static let domains = DomainDirectory([first, second, platform])

    /// The hospital information system of the first hospital.
    package static let his = Sender(application: "HIS", facility: "HOSP1", domain: first, rights: [.feed, .query])
    /// The laboratory of the second.
    package static let lis = Sender(application: "LIS", facility: "HOSP2", domain: second, rights: [.feed, .query])
    /// A viewer that may ask and not say.
    package static let viewer = Sender(application: "VIEW", facility: "HOSP2", domain: second, rights: [.query])
    package static let senders = [his, lis, viewer]

    /// A responder over an index, whose answers all have one time and the numbers that `controlID` gives.
    package static func responder(
        _ index: any MainIndexPort,
        options: ResponderOptions = ResponderOptions(),
        controlID: @escaping @Sendable () -> String = { "R1" }
    ) -> Responder {
        Responder(index: index, domains: domains, options: options) {
            AnswerStamp(time: "20260105093000+0800", controlID: controlID())
        }
    }
}
