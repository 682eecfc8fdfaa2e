/// The encoding characters that a message declares for itself in MSH-1 and MSH-2 (HL7 v2.5, 2.5.4).
package struct Delimiters: Sendable, Hashable {
    package let field: UInt8
    package let component: UInt8
    package let repetition: UInt8
    package let escape: UInt8
    package let subcomponent: UInt8

    /// `|^~\&`, which HL7 recommends.
    package static let standard = Delimiters(trusted: Array("|^~\\&".utf8))

    /// Takes the five characters in the order in which MSH declares them: field, component, repetition, escape,
    /// subcomponent.
    ///
    /// `nil` unless they are five different printable ASCII characters that nothing else in a message is made of: no
    /// letter and no digit, neither the full stop of `\.br\` nor the quotes of the HL7 null.
    package init?(_ characters: [UInt8]) {
        let areFive = characters.count == 5 && Set(characters).count == 5
        guard areFive, characters.allSatisfy(Self.canDelimit) else { return nil }
        self.init(trusted: characters)
    }

    private init(trusted characters: [UInt8]) {
        field = characters[0]
        component = characters[1]
        repetition = characters[2]
        escape = characters[3]
        subcomponent = characters[4]
    }

    /// What stands in MSH-2.
    package var encodingCharacters: String {
        String(decoding: [component, repetition, escape, subcomponent], as: UTF8.self)
    }

    private static func canDelimit(_ byte: UInt8) -> Bool {
        switch byte {
        case UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "A")...UInt8(ascii: "Z"): false
        case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "."), UInt8(ascii: "\""): false
        default: (0x21...0x7E).contains(byte)
        }
    }
}
