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

    @Option(help: "Open reviews of the main index in a region that is made now; 0 to 10000.")
    var openReviews = Region.reviewCount

    /// How long the printed one-time sign-in links live, in seconds.
    private static let linkSeconds: TimeInterval = 24 * 3_600

    func validate() throws {
        guard (0...10_000).contains(openReviews) else { throw ValidationError("--open-reviews must be 0 to 10000") }
    }

    func run() async throws {
        guard !options.place.keys.production else { throw ValidationError("a demo is no production") }
        let folder = try options.place.makeFolder()
        let server = try await CommandFailure.wording { try await Server.open(options) }
        let base = "http://127.0.0.1:\(options.port)"
        let region = Region(services: server.services)
        try await region.seed(reviews: openReviews)
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
            4. 在控制台复核疑似同一人的档案。 At the console, review who may be the same person.

            登录链接只能用一次。 Each sign-in link works once. Ctrl-C 停止 stops.

            """
        // Not `print`: a pipe would keep the links in its buffer.
        FileHandle.standardOutput.write(Data(tour.utf8))
    }
}
