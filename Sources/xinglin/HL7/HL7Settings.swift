import HL7v2
import HealthCardDomain
import HealthCardServices
import MLLP

/// How the server listens for HL7 v2, as its file says it.
struct HL7Settings: Sendable {
    /// One system that may speak, with its addresses and the app of the registry that it acts as.
    struct Filing: Sendable {
        let sender: FiledSender
        let app: AppID
    }

    /// The file they were read from.
    let file: String
    /// `address` (127.0.0.1), `port` (2575), `connections` (256), `idle_seconds` (600), `patience_seconds` (30) and
    /// `character_set` (UNICODE UTF-8) of the file.
    var listening = MLLPOptions()
    /// `processing_ids` (`P`) and `receiving_applications` (any) of the file.
    var answering = ResponderOptions()
    /// `domains`: authority, namespace, OID.
    var domains = DomainDirectory([])
    /// `senders`: application, facility, domain, rights, addresses, app.
    var filings: [Filing] = []

    init(file: String) { self.file = file }

    /// Passes if every sender's app is filed, speaks for the sender's domain, and is authorised for its rights.
    ///
    /// - Throws: `StartFault.hl7Mistakes`.
    func requireFiled(in services: Services) async throws {
        var mistakes: [String] = []
        for (index, filing) in filings.enumerated() {
            let (sender, place) = (filing.sender.sender, "senders[\(index)].app: ")
            let app: App
            do {
                app = try await services.apps.filing(of: filing.app).app
            } catch AccessRefusal.callerUnknown {
                mistakes.append(place + "应用未备案 / the app is not filed")
                continue
            }
            if let own = app.institution, own.text != sender.domain.authority {
                mistakes.append(place + "应用属于其他机构 / the app is another institution's than the domain")
            }
            let needed = sender.rights.flatMap(Self.operations(of:))
            for operation in Set(needed).subtracting(app.operations).sorted() {
                let name = operation.rawValue
                mistakes.append(place + "应用没有 \(name) 权限 / the app is not authorised for \(name)")
            }
        }
        guard mistakes.isEmpty else { throw StartFault.hl7Mistakes(file, mistakes) }
    }

    private static func operations(of right: Sender.Right) -> [AccessOperation] {
        switch right {
        case .feed: [.indexFeed]
        case .query: [.indexMatch, .indexRead]
        }
    }
}
