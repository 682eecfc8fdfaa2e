import HealthCardDomain
import SMCrypto

/// The terminal and the step that a desk works with, as the browser of the desk remembers them.
struct DeskChoice: Sendable, Equatable {
    /// As the form wrote it; not known to exist.
    let terminal: String
    /// As the form wrote it.
    let step: String

    init(terminal: String, step: String) {
        self.terminal = terminal
        self.step = step
    }

    /// Reads the cookie; the first step and no terminal where there is none.
    init(cookie: String) {
        let parts = cookie.split(separator: ".")
        let bytes = parts.count == 2 ? Hex.decode(parts[0]) : nil
        terminal = bytes.flatMap { String(validating: $0, as: UTF8.self) } ?? ""
        step = parts.count == 2 ? String(parts[1]) : TreatmentStep.registration.rawValue
    }

    /// The cookie's value: the terminal in hexadecimal, since a terminal's code may hold characters a cookie may not.
    /// `nil` where terminal or step cannot be one.
    var cookie: String? {
        guard let terminal = TerminalCode(terminal), let step = TreatmentStep(rawValue: step) else { return nil }
        return Hex.lower(Array(terminal.text.utf8)) + "." + step.rawValue
    }
}
