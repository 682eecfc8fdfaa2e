import ArgumentParser
import Foundation
import HealthCardDomain
import HealthCardServices
import SMCrypto

/// The custodians at a ceremony. Their credentials are typed, or come as lines of standard input; they are never
/// arguments, which every process of the machine can read.
struct CustodianOptions: ParsableArguments {
    @Option(help: "A custodian's operator id. Name two for what two must do; each is asked for a credential in turn.")
    var custodian: [String] = []

    func proofs() throws -> [CustodianProof] {
        try custodian.map { name in
            guard let id = OperatorID(name) else { throw ValidationError("--custodian is not an operator id") }
            return CustodianProof(id: id, credential: Sensitive(Self.credential(of: name)))
        }
    }

    /// The one custodian who acts alone, by the own credential.
    func sole(of life: KeyLifeService) async throws -> OperatorID {
        guard custodian.count == 1, let proof = try proofs().first else {
            throw ValidationError("name the one who acts with --custodian ID")
        }
        try await life.require(proof)
        return proof.id
    }

    /// What was typed; nothing where it is no credential at all, so that it is refused and counted as a wrong one.
    private static func credential(of name: String) -> [UInt8] {
        FileHandle.standardError.write(Data("凭证 credential of \(name): ".utf8))
        return HiddenLine.read().flatMap { Hex.decode($0.trimmingCharacters(in: .whitespaces)) } ?? []
    }
}
