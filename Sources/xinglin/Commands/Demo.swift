import ArgumentParser
import Foundation
import HealthCardDomain
import HealthCardServices

/// `xinglin demo`: a made-up region to try everything with.
struct Demo: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Serve a made-up region: migrate, seed, print addresses and a tour."
    )

    @OptionGroup var options: ServerOptions

    /// How long the printed one-time sign-in links live, in seconds.
    private static let linkSeconds: TimeInterval = 24 * 3_600

    func run() async throws {
        guard !options.place.keys.production else { throw ValidationError("a demo is no production") }
        let folder = try options.place.makeFolder()
        let server = try await CommandFailure.wording { try await Server.open(options) }
        let base = "http://127.0.0.1:\(options.port)"
        let region = Region(services: server.services)
        try await region.seed()
        let links = try await region.signInLinks(base: base, validFor: Self.linkSeconds)
        try await region.writeSandboxFile(to: folder.appending(path: "sandbox.json"), base: base, links: links)
        try await server.run(port: options.port) { Self.printTour(base: base, links: links) }
    }

    private static func printTour(base: String, links: [SignInLink]) {
        let desk = links.first { $0.role == .clerk }?.url ?? ""
        let console = links.first { $0.role == .centre }?.url ?? ""
        let tour = """

            杏林 Xinglin · 沙箱，全部人物均为虚构 / a sandbox: every person is made up

              居民 resident   \(base)/
              窗口 desk       \(desk)
              控制台 console  \(console)
              接口 API        \(base)/openapi.yaml

            1. 在居民页申领一张卡，出示二维码。 Apply for a card on the resident page and show its code.
            2. 在窗口页扫描（或粘贴）该码。 Scan it, or paste its text, at the desk.
            3. 回到居民页，查看“谁看过我”。 Back on the resident page, see who looked.

            登录链接只能用一次。 Each sign-in link works once. Ctrl-C 停止 stops.

            """
        // Not `print`: a pipe would keep the links in its buffer.
        FileHandle.standardOutput.write(Data(tour.utf8))
    }
}
