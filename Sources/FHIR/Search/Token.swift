import HealthCardDomain

/// A value of a search parameter of type token, `system|value` (FHIR R4, 3.1.1.4.10).
package struct Token: Sendable, Equatable, Redacting {
    /// `nil` where nothing is said of it, empty where it is said that there is none.
    package let system: String?
    package let value: String

    /// Takes one value apart; `nil` where it has a second bar.
    package init?(_ text: String) {
        let parts = Self.cut(text, at: "|")
        switch parts.count {
        case 1: (system, value) = (nil, Self.unescaped(parts[0]))
        case 2: (system, value) = (Self.unescaped(parts[0]), Self.unescaped(parts[1]))
        default: return nil
        }
    }

    /// The values of a parameter that stand for one another (OR), still escaped.
    package static func alternatives(_ text: String) -> [String] { cut(text, at: ",") }

    /// A value without its escapes: a backslash before a comma, a bar, a dollar sign or a backslash.
    package static func unescaped(_ text: String) -> String {
        var result = ""
        var isEscaped = false
        for character in text {
            if character == "\\", !isEscaped {
                isEscaped = true
            } else {
                result.append(character)
                isEscaped = false
            }
        }
        return isEscaped ? result + "\\" : result
    }

    private static func cut(_ text: String, at separator: Character) -> [String] {
        var parts = [""]
        var isEscaped = false
        for character in text {
            if character == separator, !isEscaped {
                parts.append("")
                continue
            }
            parts[parts.count - 1].append(character)
            isEscaped = character == "\\" && !isEscaped
        }
        return parts
    }
}
