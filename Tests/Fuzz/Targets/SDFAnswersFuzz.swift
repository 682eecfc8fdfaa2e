import HealthCardServices
import SDFKeys
import SMCrypto

/// What a device writes into our buffers, under each profile in the product. The first byte chooses the question.
enum SDFAnswersFuzz: FuzzTarget {
    private static let profiles = SDFProfile.shipped.sorted { $0.key < $1.key }.map(\.value)
    private static let questions = 5

    static func seeds() throws -> [[UInt8]] {
        let point = Array(FuzzKey.sm2.publicKey.uncompressed.dropFirst())
        let signature = try FuzzKey.sm2.sign([1]).raw
        let cipher = try FuzzKey.sm2.publicKey.encrypt([UInt8](repeating: 5, count: 16)).c1c3c2
        let (hash, text) = (Array(cipher[65..<97]), Array(cipher[97...]))
        let coordinates = Array(cipher[1..<65])
        let room = [UInt8](repeating: 0, count: 1024)
        let answers: [[UInt8]] = [
            // The standard's structures, with coordinates of 64 bytes.
            [0] + [0, 1, 0, 0] + wide(point), [1] + wide(signature),
            [2] + wide(coordinates) + hash + [16, 0, 0, 0] + text + room,
            // The odd vendor's, with coordinates of 32.
            [0] + [0, 1, 0, 0] + point, [1] + signature,
            [2] + [16, 0, 0, 0] + coordinates + text + room.prefix(120) + hash + room,
            [3] + Array("Maker".utf8) + room.prefix(95), [4] + text + hash,
        ]
        return answers
    }

    static func feed(_ bytes: [UInt8]) {
        guard let first = bytes.first else { return }
        let answer = Array(bytes.dropFirst())
        for profile in profiles {
            do {
                try ask(Int(first) % questions, answer, profile)
            } catch KeyServiceError.wrongAnswer {
                continue
            } catch {
                preconditionFailure("an answer ends in something else than a verdict on it: \(error)")
            }
        }
    }

    private static func ask(_ question: Int, _ answer: [UInt8], _ profile: SDFProfile) throws {
        switch question {
        case 0:
            _ = try SDFAnswer.publicKey(answer, profile: profile)
        case 1:
            _ = try SDFAnswer.signature(answer, profile: profile)
        case 2:
            let key = try SDFAnswer.wrappedKey(answer, profile: profile)
            let again = try SDFAnswer.wrappedKey(SDFAnswer.cipher(of: key, profile: profile), profile: profile)
            precondition(again == key, "a wrapped key does not come back")
        case 3:
            let label = try SDFAnswer.deviceIdentity(answer).label
            precondition(label.utf8.allSatisfy { (0x20...0x7E).contains($0) }, "a label is not printable")
        default:
            let head = try SDFAnswer.random(answer, last: nil)
            _ = try SDFAnswer.random(answer.reversed(), last: head)
        }
    }

    private static func wide(_ pair: [UInt8]) -> [UInt8] {
        let zeros = [UInt8](repeating: 0, count: 32)
        return zeros + pair[..<32] + zeros + pair[32...]
    }
}
