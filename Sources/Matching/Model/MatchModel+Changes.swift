extension MatchModel {
    /// A weight that two models state differently.
    package struct Change: Sendable, Equatable {
        package let field: MatchField
        /// The name of the level, as evidence has it.
        package let level: String
        /// In bits; `nil` where the model says nothing of the level.
        package let before: Double?
        package let after: Double?
    }

    /// The weights that differ from another model's by a twentieth of a bit or more, field by field, the lowest level first.
    package func changes(from other: MatchModel) -> [Change] {
        MatchField.allCases.flatMap { field -> [Change] in
            let (before, after) = (other.bits(field), bits(field))
            return (0..<max(before.count, after.count)).compactMap { rank in
                let pair = (rank < before.count ? before[rank] : nil, rank < after.count ? after[rank] : nil)
                let isSame = pair.0.map { old in pair.1.map { abs($0 - old) < 0.05 } ?? false } ?? (pair.1 == nil)
                if isSame { return nil }
                return Change(field: field, level: field.levelName(rank), before: pair.0, after: pair.1)
            }
        }
    }

    /// The same model under another name.
    package func named(_ name: String) -> MatchModel {
        var model = self
        model.name = name
        return model
    }

    /// The weights of a field by rank, in bits.
    private func bits(_ field: MatchField) -> [Double?] {
        (levels[field] ?? []).map { level in level.map(\.bits) }
    }
}

extension MatchField {
    /// The name of the level of a rank, as evidence has it.
    func levelName(_ rank: Int) -> String {
        let rank = UInt8(clamping: rank)
        let name: String? =
            switch self {
            case .name: NameLevel(rawValue: rank)?.name
            case .number: NumberLevel(rawValue: rank)?.name
            case .birthDate: BirthLevel(rawValue: rank)?.name
            case .sex, .local, .nation: SameLevel(rawValue: rank)?.name
            case .phone: PhoneLevel(rawValue: rank)?.name
            case .address: AddressLevel(rawValue: rank)?.name
            case .relative: RelativeLevel(rawValue: rank)?.name
            case .document: DocumentLevel(rawValue: rank)?.name
            }
        return name ?? "\(rank)"
    }
}
