import SMCrypto

/// The text of a card code: `cardId(64 hex):type:token(32 hex):appRecordNo`.
///
/// Read in the one- to four-field forms that exist in the field; always written in the four-field form. ASCII only, at
/// most 117 characters, so it stays below the 130 of the strictest known reader. Nothing in it is personal: the card id
/// and the token are random or keyed.
package struct CardCode: Sendable, Equatable {
    /// The number of bytes of a dynamic code's token.
    package static let tokenLength = 16
    /// The longest text that can be a card code, in bytes.
    package static let maximumLength = 130

    package let cardID: CardID
    package let type: CodeType
    /// 16 bytes for a dynamic code, empty for a static one.
    package let token: [UInt8]
    /// `nil` where the text has fewer than four fields.
    package let recordNumber: AppRecordNumber?

    package init(dynamic cardID: CardID, token: [UInt8], recordNumber: AppRecordNumber) {
        precondition(token.count == Self.tokenLength, "a token has 16 bytes")
        self.cardID = cardID
        self.type = .dynamic
        self.token = token
        self.recordNumber = recordNumber
    }

    package init(static cardID: CardID, recordNumber: AppRecordNumber) {
        self.cardID = cardID
        self.type = .static
        self.token = []
        self.recordNumber = recordNumber
    }

    /// Reads what a scanner typed. A trailing line end is dropped, since wedge scanners append one.
    ///
    /// - Throws: `.malformed` for anything that is not a card code, `.unknownType` for a type other than 0 and 1.
    package init(reading scanned: String) throws(CodeRefusal) {
        let text = scanned.last?.isNewline == true ? scanned.dropLast() : scanned[...]
        guard text.utf8.count <= Self.maximumLength else { throw .malformed }
        let fields = text.utf8.split(separator: UInt8(ascii: ":"), omittingEmptySubsequences: false).map(Substring.init)
        guard (1...4).contains(fields.count), let cardID = CardID(fields[0]) else { throw .malformed }
        self.cardID = cardID
        // A bare id or an id with a type is what some apps print: it can be nothing but static.
        guard fields.count > 1 else {
            (type, token, recordNumber) = (.static, [], nil)
            return
        }
        guard let type = CodeType(rawValue: String(fields[1])) else {
            throw fields[1].utf8.allSatisfy(\.isDigit) && !fields[1].isEmpty ? .unknownType : .malformed
        }
        self.type = type
        if fields.count == 4, !fields[3].isEmpty {
            guard let number = AppRecordNumber(fields[3]) else { throw .malformed }
            recordNumber = number
        } else {
            recordNumber = nil
        }
        let tokenText = fields.count > 2 ? fields[2] : ""
        guard let token = Hex.decode(tokenText) else { throw .malformed }
        switch type {
        case .dynamic: guard token.count == Self.tokenLength else { throw .malformed }
        case .static: guard token.isEmpty else { throw .malformed }
        }
        self.token = token
    }

    /// The four-field text.
    package var text: String {
        "\(cardID.text):\(type.rawValue):\(Hex.upper(token)):\(recordNumber?.text ?? "")"
    }
}

extension UInt8 {
    fileprivate var isDigit: Bool { (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(self) }
}
