import ArgumentParser

/// `xinglin consents`: residents' signed consents as evidence. `docs/consents.md` has the layout.
struct Consents: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "同意书: list, export and verify residents' signed consents.",
        subcommands: [ConsentsList.self, ConsentsExport.self, ConsentsVerify.self]
    )
}
