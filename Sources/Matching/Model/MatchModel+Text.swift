extension MatchModel {
    /// The stored form: one statement a line, columns separated by spaces; levels by their rank.
    package var text: String {
        var lines = ["model \(name)", "review-line \(reviewLine)"]
        if let provingLine { lines.append("proving-line \(provingLine)") }
        for field in MatchField.allCases {
            for (rank, level) in (levels[field] ?? []).enumerated() {
                if let level { lines.append("level \(field.rawValue) \(rank) \(level.agreeing) \(level.random)") }
            }
        }
        for point in calibration { lines.append("point \(point.weight) \(point.probability)") }
        return lines.joined(separator: "\n") + "\n"
    }

    /// Reads a stored form.
    ///
    /// - Throws: ``MatchModelDamage`` for a text that ``text`` does not make.
    package init(text: String) throws(MatchModelDamage) {
        var name: Substring?
        var levels: [MatchField: [Level?]] = [:]
        var points: [Point] = []
        var lines: (review: Double?, proving: Double?) = (nil, nil)
        for (offset, line) in text.split(separator: "\n").enumerated() {
            let columns = line.split(separator: " ")
            switch (columns.first, columns.count) {
            case ("model", 2): name = columns[1]
            case ("review-line", 2):
                guard let bits = Double(columns[1]), bits.isFinite else { throw .line(offset + 1) }
                lines.review = bits
            case ("proving-line", 2):
                guard let bits = Double(columns[1]), bits.isFinite else { throw .line(offset + 1) }
                lines.proving = bits
            case ("level", 5):
                guard let field = MatchField(rawValue: String(columns[1])), let rank = Int(columns[2]),
                    (0..<32).contains(rank), let agreeing = Double(columns[3]), let random = Double(columns[4]),
                    agreeing > 0, agreeing <= 1, random > 0, random <= 1
                else { throw .line(offset + 1) }
                var stated = levels[field] ?? []
                while stated.count <= rank { stated.append(nil) }
                stated[rank] = Level(agreeing: agreeing, random: random)
                levels[field] = stated
            case ("point", 3):
                guard let weight = Double(columns[1]), let probability = Double(columns[2]),
                    weight > points.last?.weight ?? -.infinity, (0...1).contains(probability)
                else { throw .line(offset + 1) }
                points.append(Point(weight: weight, probability: probability))
            default: throw .line(offset + 1)
            }
        }
        guard let name, let review = lines.review, !points.isEmpty else { throw .incomplete }
        self.init(name: String(name), levels: levels, calibration: points)
        reviewLine = review
        provingLine = lines.proving
    }
}
