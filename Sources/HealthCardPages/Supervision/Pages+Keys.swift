import HealthCardDomain
import HealthCardServices
import Hummingbird

extension Pages {
    /// The inventory of keys: made from the keys, with no way to change one. That is done at the command line, with
    /// two custodians' credentials.
    func keys(_ visit: Visit) async throws -> Response {
        let entries = try await services.keys.inventory(by: visit.act)
        let isChinese = visit.language == .chinese
        return try page(
            "keys",
            title: visit.words.keysTitle,
            here: "/console/keys",
            [
                "isSoftware": services.keys.place.isSoftware,
                "isGone": !services.keys.isAvailable,
                "keys": entries.map { entry -> PageValues in
                    [
                        "name": entry.name,
                        "version": Int(entry.version),
                        "state": entry.state,
                        "stateName": visit.words.name(ofKeyState: entry.state),
                        "algorithm": entry.algorithm,
                        "place": entry.place,
                        "protects": isChinese ? entry.protectsChinese : entry.protectsEnglish,
                        "generatedAt": CivilDate(inChinaAt: entry.generatedAt).iso,
                        "validUntil": entry.validUntil.map { CivilDate(inChinaAt: $0).iso } ?? "—",
                        "sealed": entry.sealedValues.map { "\($0)" } ?? "—",
                    ]
                },
            ],
            for: visit
        )
    }
}
