internal import Glibc

/// The weights of a model in bits, in flat arrays by field and rank.
struct Weights: Sendable, Equatable {
    private(set) var name: [Double]
    private(set) var number: [Double]
    private(set) var birth: [Double]
    private(set) var sex: [Double]
    private(set) var phone: [Double]
    private(set) var address: [Double]
    private(set) var relative: [Double]
    private(set) var document: [Double]
    private(set) var local: [Double]
    private(set) var nation: [Double]

    init(_ levels: [MatchField: [MatchModel.Level?]]) {
        func bits(_ field: MatchField, _ count: Int) -> [Double] {
            let stated = levels[field] ?? []
            return (0..<count).map { rank in
                guard rank < stated.count, let level = stated[rank] else { return 0 }
                return log2(level.agreeing / level.random)
            }
        }
        name = bits(.name, NameLevel.allCases.count)
        number = bits(.number, NumberLevel.allCases.count)
        birth = bits(.birthDate, BirthLevel.allCases.count)
        sex = bits(.sex, SameLevel.allCases.count)
        phone = bits(.phone, PhoneLevel.allCases.count)
        address = bits(.address, AddressLevel.allCases.count)
        relative = bits(.relative, RelativeLevel.allCases.count)
        document = bits(.document, DocumentLevel.allCases.count)
        local = bits(.local, SameLevel.allCases.count)
        nation = bits(.nation, SameLevel.allCases.count)
    }
}
