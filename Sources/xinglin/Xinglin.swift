import ArgumentParser
import CProcess
import SMCrypto

/// The platform's one executable.
@main
struct Xinglin: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "xinglin",
        abstract: "杏林: an open regional platform for the electronic health card (电子健康卡).",
        subcommands: [
            Serve.self, Demo.self, Keys.self, Consents.self, Import.self, Export.self, CoverageCommand.self, Index.self,
            Bench.self,
        ]
    )

    /// Runs a command in a process whose memory nobody dumps: every command may hold keys.
    static func main() async {
        guard xinglin_forbid_dumps() == 0, CryptoLibrary.keepUntilProcessEnds() else {
            exit(withError: StartFault.notHardened)
        }
        await main(nil)
    }
}
