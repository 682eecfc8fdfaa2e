import ArgumentParser

/// `xinglin serve`: serves what the data folder holds, seeding nothing.
struct Serve: AsyncParsableCommand {
    static let configuration = CommandConfiguration(abstract: "Serve the platform from a data folder.")

    @OptionGroup var options: ServerOptions

    func run() async throws {
        let server = try await CommandFailure.wording { try await Server.open(options) }
        let port = options.port
        try await server.run(port: port) { print("杏林 http://127.0.0.1:\(port)/") }
    }
}
