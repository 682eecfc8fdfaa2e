internal import Glibc

extension MatchModel {
    /// The model the index starts with. Its version is 0, and whoever changes a figure changes its name: decisions carry it.
    package static let standard = MatchModel(
        name: "xinglin-1/0",
        levels: standardLevels,
        calibration: standardCalibration
    )

    /// The rarity in bits of the name for which the name's `u` is stated.
    static let referenceRarity = 14.0

    private static func levels(_ stated: [(agreeing: Double, bits: Double)?]) -> [Level?] {
        stated.map { entry in
            entry.map { Level(agreeing: $0.agreeing, random: min(1, $0.agreeing / exp2($0.bits))) }
        }
    }

    private static let standardLevels: [MatchField: [Level?]] = [
        .name: levels([
            nil, (0.004, -2), (0.012, -8), (0.01, -4.5), (0.002, 1), (0.002, 2), (0.004, 2), (0.005, 6), (0.004, 7),
            (0.002, 5), (0.002, 9), (0.006, 8), (0.012, 10.5), (0.008, 10), (0.03, 10.5), (0.002, 9), (0.9, 13.5),
        ]),
        .number: levels([
            nil, (0.004, -9), (0.000_1, -12), (0.01, -5), (0.005, 9), (0.01, 9), (0.03, 19), (0.01, 21), (0.93, 26),
        ]),
        .birthDate: levels([
            nil, (0.02, -6), (0.01, -2), (0.01, 0.5), (0.01, 5), (0.005, 8), (0.01, 1), (0.02, 4), (0.005, 7),
            (0.02, 6), (0.9, 13),
        ]),
        .sex: levels([nil, (0.01, -5), (0.99, 0.9)]),
        .phone: levels([nil, (0.3, -1.6), (0.03, 6), nil, (0.65, 11)]),
        .address: levels([nil, (0.15, -1.5), (0.2, 0), (0.15, 3), nil, (0.1, 6), (0.4, 9)]),
        .relative: levels([nil, (0.3, -1), (0.3, 6), (0.4, 10)]),
        .document: levels([nil, (0.2, -2), (0.02, 3), (0.78, 20)]),
        .local: levels([nil, nil, (1, 14)]),
        .nation: levels([nil, (0.02, -2), (0.98, 0.1)]),
    ]

    /// Read off made-up corpora of four seeds: how many of the candidates that were named with a weight, with no proof and
    /// nothing that forbids them, were the person.
    private static let standardCalibration: [Point] = [
        (-10, 0.001), (-4, 0.05), (-3, 0.08), (-1, 0.18), (1, 0.38), (3, 0.64), (5, 0.7), (7, 0.84), (9, 0.865),
        (11, 0.905), (13, 0.935), (17, 0.957), (23, 0.958), (26, 0.984), (30, 0.995), (35, 0.9998),
    ].map { Point(weight: $0.0, probability: $0.1) }

    private static let latinCalibration: [Point] = [(-5, 0.001), (2, 0.3), (6, 0.97), (9, 0.9998)].map {
        Point(weight: $0.0, probability: $0.1)
    }

    /// The model for registers of romanised names with one number without a check digit, such as the FEBRL sets.
    package static let latin: MatchModel = {
        var stated = standardLevels
        stated[.name] = levels([
            nil, nil, (0.02, -4), (0.01, 2), (0.05, 4), nil, nil, nil, (0.02, 9), (0.05, 7), nil, nil, (0.2, 10), nil,
            nil,
            nil, (0.6, 13),
        ])
        stated[.birthDate] = levels([
            nil, (0.05, -4), (0.02, -0.5), nil, (0.01, 2), (0.01, 5), (0.01, 0), (0.05, 6), (0.01, 8), (0.01, 11),
            (0.8, 13),
        ])
        stated[.document] = levels([nil, (0.1, -3), (0.1, 12), (0.8, 18)])
        stated[.address] = levels([nil, (0.1, -3), nil, (0.1, 3), nil, (0.3, 9), (0.4, 12)])
        var model = MatchModel(name: "xinglin-latin-1/0", levels: stated, calibration: latinCalibration)
        model.provingLine = 6.5
        model.reviewLine = 2
        return model
    }()
}
