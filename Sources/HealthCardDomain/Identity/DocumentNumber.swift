/// The number of an identity document together with its type: a typed identifier of a resident.
///
/// Two values are equal exactly if type and normalised number are; ``authority`` and the number together are what
/// the main index keeps unique.
package struct DocumentNumber: Sendable, Hashable, Redacting {
    /// The kind of document; not personal, readable by everyone.
    package let type: IDType

    /// The number with Latin letters in upper case and otherwise as given; a citizen ID number always has 18 characters.
    package let value: Sensitive<String>

    /// The number as a citizen ID number, present exactly for ``IDType/residentID``.
    package let citizenID: CitizenIDNumber?

    /// Reads `text` by the rules of `type`; for the resident ID card those of ``CitizenIDNumber``.
    ///
    /// The rules of the other types are cautious: what cannot be such a number is refused, what might be is kept.
    ///
    /// - Throws: a text refusal, a refusal of ``CitizenIDNumber``, or `.documentNumberMalformed`.
    package init(type: IDType, text: String, on today: CivilDate) throws(IdentityRefusal) {
        self.type = type
        if type == .residentID {
            let number = try CitizenIDNumber(text, on: today)
            citizenID = number
            value = Sensitive(number.text)
        } else {
            value = Sensitive(try DocumentNumberRule.normalized(text, for: type))
            citizenID = nil
        }
    }

    /// The number in clear, the same as `value.exposed`.
    package var text: String { value.exposed }

    /// The identifier domain (标识域) of the number, such as `id:01`.
    package var authority: String { type.authority }

    /// The number with its middle hidden: the first 3 and last 4 of 12 characters or more, such as
    /// `510***********1234`; 2 and 2 of 8 or more; 1 and 1 of shorter ones.
    package var masked: String {
        switch text.count {
        case 12...: Mask.middle(of: text, keepingFirst: 3, last: 4)
        case 8...11: Mask.middle(of: text, keepingFirst: 2, last: 2)
        default: Mask.middle(of: text, keepingFirst: 1, last: 1)
        }
    }
}
