internal import Glibc

extension MatchModel {
    /// How many bits of rarity a level of the name earns: a common name that agrees says little.
    private static func rarityShare(_ level: NameLevel) -> Double {
        switch level {
        case .exact, .romanised, .rareMark, .homophone, .lookAlike, .nearSound, .swapped: 1
        case .twoSlips, .shortForm, .dropped, .oneCharacter: 0.5
        default: 0
        }
    }

    /// The rarity of a name by the tables and by those of the index that bear it.
    static func liveRarity(_ rarity: Double, crowd: Crowd) -> Double {
        guard crowd.persons > 0 else { return rarity }
        // The tables count as much as twenty thousand people.
        let backing = 20_000.0
        let share = (exp2(-rarity) * backing + Double(crowd.namesakes)) / (backing + Double(crowd.persons))
        return min(20, -log2(max(share, 1e-7)))
    }

    /// How many bits speak before anything is compared: the chance that a candidate is the person.
    static func prior(_ crowd: Crowd) -> Double { -log2(Double(max(crowd.persons, 1_000))) }

    /// Weighs a comparison; birth date and sex lie inside an equal number, and a household shares phone and address.
    func weigh(_ comparison: Comparison, crowd: Crowd) -> (weight: Double, evidence: [Evidence]) {
        var evidence: [Evidence] = []
        evidence.reserveCapacity(8)
        var weight = Self.prior(crowd)
        func add(_ field: MatchField, _ level: String, _ bits: Double) {
            evidence.append(Evidence(field: field, level: level, weight: bits))
            weight += bits
        }
        let sameNumber = comparison.number >= .near
        if comparison.name != .absent {
            let share = Self.rarityShare(comparison.name)
            let rarity = share > 0 ? Self.liveRarity(comparison.rarity, crowd: crowd) - Self.referenceRarity : 0
            add(.name, comparison.name.name, weights.name[Int(comparison.name.rawValue)] + share * rarity)
        }
        if comparison.number != .absent {
            add(.number, comparison.number.name, weights.number[Int(comparison.number.rawValue)])
        }
        if comparison.birth != .absent {
            let bits = weights.birth[Int(comparison.birth.rawValue)]
            add(.birthDate, comparison.birth.name, sameNumber ? min(1, bits / 4) : bits)
        }
        if comparison.sex != .absent {
            let bits = weights.sex[Int(comparison.sex.rawValue)]
            add(.sex, comparison.sex.name, sameNumber ? bits / 4 : bits)
        }
        if comparison.phone != .absent {
            add(.phone, comparison.phone.name, weights.phone[Int(comparison.phone.rawValue)])
        }
        if comparison.address != .absent {
            let bits = weights.address[Int(comparison.address.rawValue)]
            add(.address, comparison.address.name, comparison.phone == .equal ? bits / 3 : bits)
        }
        addRest(comparison, add)
        return (weight, evidence)
    }

    private func addRest(_ comparison: Comparison, _ add: (MatchField, String, Double) -> Void) {
        if comparison.relative != .absent {
            let bits = weights.relative[Int(comparison.relative.rawValue)]
            add(.relative, comparison.relative.name, comparison.phone == .equal ? bits / 3 : bits)
        }
        if comparison.document != .absent {
            add(.document, comparison.document.name, weights.document[Int(comparison.document.rawValue)])
        }
        if comparison.local != .absent {
            add(.local, comparison.local.name, weights.local[Int(comparison.local.rawValue)])
        }
        if comparison.nation != .absent {
            add(.nation, comparison.nation.name, weights.nation[Int(comparison.nation.rawValue)])
        }
    }
}
