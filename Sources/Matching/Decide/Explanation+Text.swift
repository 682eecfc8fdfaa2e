extension Explanation {
    /// Sentences a clerk can read, in Chinese: the rule or the vetoes first, then each field.
    package var chinese: [String] {
        [rule?.chinese].compactMap { $0 } + vetoes.map(\.chinese) + evidence.map(\.chinese)
    }

    package var english: [String] {
        [rule?.english].compactMap { $0 } + vetoes.map(\.english) + evidence.map(\.english)
    }

    /// The stored form: one line of text, `model;rule;vetoes;weight;probability;field:level:weight …`. It holds nothing
    /// of what was typed.
    package var stored: String {
        let vetoes = vetoes.map(\.rawValue).joined(separator: ",")
        let fields = evidence.map { "\($0.field.rawValue):\($0.level):\($0.weight)" }.joined(separator: " ")
        return "\(model);\(rule?.rawValue ?? "");\(vetoes);\(weight);\(probability);\(fields)"
    }

    /// Reads a stored form; `nil` for a text that ``stored`` does not make.
    package init?(stored: String) {
        let parts = stored.split(separator: ";", omittingEmptySubsequences: false)
        guard parts.count == 6, let weight = Double(parts[3]), let probability = Double(parts[4]) else { return nil }
        guard parts[1].isEmpty || Rule(rawValue: String(parts[1])) != nil else { return nil }
        var vetoes: [Veto] = []
        for name in parts[2].split(separator: ",") {
            guard let veto = Veto(rawValue: String(name)) else { return nil }
            vetoes.append(veto)
        }
        var evidence: [Evidence] = []
        for entry in parts[5].split(separator: " ") {
            let columns = entry.split(separator: ":")
            guard columns.count == 3, let field = MatchField(rawValue: String(columns[0])),
                let bits = Double(columns[2])
            else { return nil }
            evidence.append(Evidence(field: field, level: String(columns[1]), weight: bits))
        }
        self.init(
            evidence: evidence,
            weight: weight,
            probability: probability,
            rule: Rule(rawValue: String(parts[1])),
            vetoes: vetoes,
            model: String(parts[0])
        )
    }
}
