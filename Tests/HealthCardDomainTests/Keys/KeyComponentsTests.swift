import HealthCardDomain
import SMCrypto
import Testing

struct KeyComponentsTests {
    private static let key = Array<UInt8>(0..<32)

    private static func component(_ seed: UInt8) -> [UInt8] { SM3.hash([seed]) }

    private static func sum(_ parts: [[UInt8]]) -> [UInt8] {
        parts.reduce([UInt8](repeating: 0, count: 32)) { sum, part in zip(sum, part).map(^) }
    }

    private static func refusal(_ parts: [[UInt8]]) -> KeyRefusal? {
        do {
            _ = try KeyComponents(parts.map { SecretBytes($0) })
            return nil
        } catch {
            return error
        }
    }

    /// Computed by the Python package gmssl.
    @Test func `a check value is that of an independent implementation, another one for each purpose`() {
        let values = Dictionary(
            uniqueKeysWithValues: KeyPurpose.allCases.map {
                ($0, Hex.lower(KeyComponents.checkValue(of: SecretBytes(Self.key), for: $0)))
            }
        )
        #expect(values[.code] == "5325d62ed3eb05a3" && values[.column] == "fc38a91e6be8e9ba")
        #expect(Set(values.values).count == KeyPurpose.allCases.count)
    }

    @Test(arguments: 2...5)
    func `two to five components make the key that their check value is of`(count: Int) throws {
        var parts = (1..<count).map { Self.component(UInt8($0)) }
        parts.append(Self.sum(parts + [Self.key]))
        let components = try KeyComponents(parts.map { SecretBytes($0) })
        let value = KeyComponents.checkValue(of: SecretBytes(Self.key), for: .code)
        #expect(try components.key(for: .code, checkValue: value).exposed == Self.key)
        for wrong in [[], Array(value.dropLast()), value + [0], value.dropLast() + [value[7] ^ 1]] {
            #expect(throws: KeyRefusal.checkValueWrong) { try components.key(for: .code, checkValue: wrong) }
        }
        #expect(throws: KeyRefusal.checkValueWrong) { try components.key(for: .column, checkValue: value) }
    }

    @Test func `one component, none or six are no key in components`() {
        for count in [0, 1, 6] {
            #expect(Self.refusal((0..<count).map { Self.component(UInt8($0)) }) == .custodiansMissing)
        }
    }

    @Test func `a component of another length is malformed`() {
        for length in [0, 16, 31, 33, 64] {
            let other = [UInt8](repeating: 1, count: length)
            #expect(Self.refusal([Self.component(1), other]) == .componentMalformed)
            #expect(Self.refusal([other, other]) == .componentMalformed)
        }
    }

    @Test func `components of which any selection makes zero are refused`() {
        let (a, b, c, d) = (Self.component(1), Self.component(2), Self.component(3), Self.component(4))
        let zero = [UInt8](repeating: 0, count: 32)
        let bad = [
            [zero, a], [a, zero], [a, a], [a, b, a], [a, b, Self.sum([a, b])], [a, b, c, Self.sum([a, c])],
            [a, b, c, d, Self.sum([b, c, d])], [a, b, c, d, Self.sum([a, b, c, d])],
        ]
        for parts in bad { #expect(Self.refusal(parts) == .componentsCancel) }
        #expect(Self.refusal([a, b, c, d, Self.component(5)]) == nil)
    }
}
