/// Why a desk looked, in the institution's own words, as the resident will read it: 1 to 40 characters, no controls.
///
/// A sentence about the act, never about the resident.
package struct Purpose: Sendable, Hashable {
    package let text: String

    /// - Returns: `nil` where the text is blank, longer than 40 characters, or holds a control or direction character.
    package init?(_ text: String) {
        guard (1...40).contains(text.count), text.utf8.count <= 240, !text.allSatisfy(\.isWhitespace) else {
            return nil
        }
        for scalar in text.unicodeScalars {
            switch scalar.properties.generalCategory {
            case .control, .format, .lineSeparator, .paragraphSeparator, .privateUse, .surrogate, .unassigned:
                return nil
            default: continue
            }
        }
        self.text = text
    }

    /// What a use says when an upload states no purpose.
    package static let careAtStep = Purpose(trusted: "诊疗")

    private init(trusted text: String) { self.text = text }
}
