import Foundation
import SMCrypto
import Testing

/// The checked-in test vectors: `Vectors/gm_vectors.json`.
enum GMVectors {
    /// Every case of the file, with the group and the kind it belongs to.
    static let all: [GMVector] = load()

    /// The cases of one kind, such as `sm4/CBC` or `sm2-sign`, in the order of the file.
    static func cases(_ kind: String) -> [GMVector] { all.filter { $0.kind == kind } }

    private struct File: Decodable {
        struct Group: Decodable {
            let name: String
            let count: Int
            let tests: [GMVector.Fields]
        }

        let groups: [Group]
    }

    private static func load() -> [GMVector] {
        do {
            guard let url = Bundle.module.url(forResource: "gm_vectors", withExtension: "json", subdirectory: "Vectors")
            else { preconditionFailure("Vectors/gm_vectors.json is not in the test bundle") }
            let file = try JSONDecoder().decode(File.self, from: Data(contentsOf: url))
            return file.groups.flatMap { group in
                precondition(group.count == group.tests.count, "\(group.name): the file contradicts itself")
                return group.tests.enumerated().map { index, fields in
                    GMVector(group: group.name, index: index, fields: fields)
                }
            }
        } catch {
            preconditionFailure("Vectors/gm_vectors.json cannot be read: \(error)")
        }
    }
}
