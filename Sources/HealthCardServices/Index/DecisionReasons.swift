package import HealthCardDomain
package import Matching

/// Why something was decided, as it is kept with the decision: the model's name, and its explanation as text.
///
/// The text has one line for each thing said, its first word saying what: `rule own-number`, `veto twins`,
/// `weight 21500` (thousandths of a bit), `probability 999912` (millionths), `name exact 9800` (a field, its level, its
/// thousandths of a bit), `converted newborn` (of which kind the record was before it said who the person is). A person's
/// decision has no other lines; an institution's has `authority` and its code.
package struct DecisionReasons: Sendable, Equatable {
    /// The model that weighed, `person` or `institution`.
    package let model: String
    package let text: String

    /// Where a person decided.
    package static let person = DecisionReasons(model: "person", text: "")

    /// Where an institution said that two of its local ids are one patient's.
    package static func institution(_ authority: AssigningAuthority) -> DecisionReasons {
        DecisionReasons(model: "institution", text: "authority \(authority.text)")
    }

    var isInstitutions: Bool { model == "institution" }

    package init(model: String, text: String = "") {
        self.model = model
        self.text = text
    }

    /// The same, with the kind that the record was converted from.
    func converting(_ kind: PersonKind) -> DecisionReasons {
        let lines = ["converted \(kind.rawValue)"] + (text.isEmpty ? [] : [text])
        return DecisionReasons(model: model, text: lines.joined(separator: "\n"))
    }

    /// Where the engine found nobody.
    package init(openedBy model: String) {
        self.init(model: model, text: "nobody")
    }

    package init(_ explanation: Explanation) {
        var lines: [String] = []
        if let rule = explanation.rule { lines.append("rule \(rule.rawValue)") }
        for veto in explanation.vetoes { lines.append("veto \(veto.rawValue)") }
        lines.append("weight \(Self.thousandths(explanation.weight))")
        lines.append("probability \(Self.millionths(explanation.probability))")
        for evidence in explanation.evidence {
            lines.append("\(evidence.field.rawValue) \(evidence.level) \(Self.thousandths(evidence.weight))")
        }
        self.init(model: explanation.model, text: lines.joined(separator: "\n"))
    }

    /// Bits as whole thousandths; what is beyond a million bits is cut.
    package static func thousandths(_ bits: Double) -> Int {
        Int((max(-1e6, min(1e6, bits)) * 1_000).rounded())
    }

    /// A probability as whole millionths.
    package static func millionths(_ probability: Double) -> Int {
        Int((max(0, min(1, probability)) * 1_000_000).rounded())
    }
}
