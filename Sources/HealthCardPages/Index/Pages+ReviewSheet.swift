import HealthCardDomain
import HealthCardServices
import Matching

/// The comparison side by side.
extension Pages {
    /// What the template `review` needs.
    func values(of sheet: ReviewSheet, _ visit: Visit) -> PageValues {
        let (language, words, review) = (visit.language, visit.words, sheet.review)
        let isOwn = review.state == .open && !sheet.isOffered
        var all: PageValues = [
            "formToken": visit.formToken,
            "number": String(review.id),
            "stageName": words.name(of: review.stage),
            "probability": Percent.text(review.probability, of: 1_000_000),
            "isOffered": sheet.isOffered,
            "isDecided": review.state == .decided,
            "isSettled": review.state == .settled,
            "isOwn": isOwn,
            "reasons": sheet.reasons.map { reason -> PageValues in
                ["text": language == .chinese ? reason.chinese : reason.english, "isVeto": reason.isVeto]
            },
            "leftCount": sheet.sides.first.map { $0.records.count + $0.more } ?? 0,
            "rightCount": sheet.sides.last.map { $0.records.count + $0.more } ?? 0,
            "rows": ReviewRow.rows(of: sheet.sides, in: language).map { values(of: $0, words) },
            "records": sheet.sides.enumerated().flatMap { place, side in
                side.records.map { values(of: $0, place == 0 ? words.reviewLeft : words.reviewRight, language) }
            },
            "hasMore": sheet.sides.contains { $0.more > 0 },
        ]
        for (name, kind) in zip(["leftKind", "rightKind"], sheet.sides.map(\.kind)) {
            if let kind { all[name] = language.name(of: kind) }
        }
        return all
    }

    private func values(of row: ReviewRow, _ words: Words) -> PageValues {
        let result =
            switch row.result {
            case .equal: words.reviewEqual
            case .differs: words.reviewDiffers
            case .oneSided: words.reviewOneSided
            }
        return [
            "field": row.field.rawValue,
            "label": words.label(of: row.field),
            "left": Self.values(of: row.left),
            "right": Self.values(of: row.right),
            "isLeftEmpty": row.left.isEmpty,
            "isRightEmpty": row.right.isEmpty,
            "leftOthers": Self.values(of: row.leftOthers),
            "rightOthers": Self.values(of: row.rightOthers),
            "result": row.result.rawValue,
            "resultName": result,
        ]
    }

    private static func values(of parts: [CharacterDifference.Part]) -> [PageValues] {
        parts.map { ["text": $0.text, "isMarked": $0.isMarked] }
    }

    private static func values(of others: [ReviewRow.Other]) -> [PageValues] {
        others.map { ["text": $0.text, "times": $0.count > 1 ? "×\($0.count)" : ""] }
    }

    private func values(of record: ReviewSide.Record, _ side: String, _ language: Language) -> PageValues {
        let fields = record.version.fields
        return [
            "side": side,
            "institution": record.institution.map(language.name(of:)) ?? record.authority.text,
            "localID": fields.localID,
            "secondNumber": fields.secondIDNumber,
            "registeredOn": fields.registeredOn.isEmpty ? "—" : String(fields.registeredOn.prefix(10)),
        ]
    }
}
