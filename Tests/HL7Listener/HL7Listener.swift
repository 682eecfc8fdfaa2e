import Foundation
import HL7v2
import IndexDouble
import Logging
import MLLP
import ServiceLifecycle
import Synchronization
import UnixSignals

/// Runs the HL7 v2 listener over a TEST DOUBLE of the index, for the tests of the whole system. Prints the port, and ends
/// with SIGTERM.
@main
struct HL7Listener {
    static func main() async throws {
        let numbers = Atomic<Int>(0)
        let count: @Sendable () -> String = { "R\(numbers.add(1, ordering: .relaxed).newValue)" }
        let range = [AddressRange("127.0.0.1")].compactMap { $0 }
        var options = MLLPOptions()
        options.port = 0
        options.patience = .seconds(2)
        options.idle = .seconds(20)
        options.connectionLimit = 8
        let server = MLLPServer(
            MadeUpRegion.responder(IndexDouble(), controlID: count),
            senders: MadeUpRegion.senders.map { FiledSender($0, addresses: range) },
            options: options,
            logger: Logger(label: "hl7-listener")
        ) { port in
            FileHandle.standardOutput.write(Data("TEST DOUBLE listening on \(port)\n".utf8))
        }
        let group = ServiceGroup(
            services: [server],
            gracefulShutdownSignals: [.sigterm],
            logger: Logger(label: "hl7-listener")
        )
        try await group.run()
    }
}
