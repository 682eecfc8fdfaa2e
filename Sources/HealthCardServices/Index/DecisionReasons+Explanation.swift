package import Matching

extension DecisionReasons {
    /// What the engine found, read back; `nil` where a person decided, where nobody was found, and for a text that no
    /// decision has.
    package var explanation: Explanation? {
        var (rule, vetoes, evidence): (String, [String], [String]) = ("", [], [])
        var (weight, probability): (Double?, Double?) = (nil, nil)
        for line in text.split(separator: "\n") {
            let words = line.split(separator: " ").map(String.init)
            switch (words.first, words.count) {
            case ("rule", 2): rule = words[1]
            case ("veto", 2): vetoes.append(words[1])
            case ("weight", 2): weight = Double(words[1]).map { $0 / 1_000 }
            case ("probability", 2): probability = Double(words[1]).map { $0 / 1_000_000 }
            case ("converted", 2): continue
            case (.some, 3):
                guard let bits = Double(words[2]) else { return nil }
                evidence.append("\(words[0]):\(words[1]):\(bits / 1_000)")
            default: return nil
            }
        }
        guard let weight, let probability else { return nil }
        return Explanation(
            stored: """
                \(model);\(rule);\(vetoes.joined(separator: ","));\(weight);\(probability);\(evidence.joined(separator: " "))
                """
        )
    }
}
