import CodeImages
import Foundation
import HealthCardDomain
import HealthCardServices
import Hummingbird
import StrictJSON

/// `/api/v1/cards/{card_id}/codes` and `/api/v1/scans`: show a code, read a code.
struct CodeRoutes: Sendable {
    /// In which form a code is wanted.
    private enum Format: String {
        case text, svg, png
    }

    let endpoint: SignedEndpoint

    func add(to router: Router<HealthCardRequestContext>) {
        router.post("/api/v1/cards/:card_id/codes") { request, context in
            try await endpoint.object(request, context, .codeGenerate) { act, body in
                var body = body
                let typeWord = try body.string("type")
                guard let type = CodeType.allCases.first(where: { $0.word == typeWord }) else {
                    throw RequestRefusal.fieldMalformed("type")
                }
                let formatWord = try body.optionalString("format") ?? Format.text.rawValue
                guard let format = Format(rawValue: formatWord) else { throw RequestRefusal.fieldMalformed("format") }
                try body.finish()
                let issued = try await endpoint.services.codes.generate(type, of: try context.cardID, by: act)
                return try Self.answer(issued, format: format)
            }
        }
        router.post("/api/v1/scans") { request, context in
            try await endpoint.object(request, context, .codeScan) { act, body in
                let answer = try await endpoint.services.scans.scan(try ScanBody.read(body), by: act)
                return Self.answer(answer)
            }
        }
    }

    private static func answer(_ issued: IssuedCode, format: Format) throws -> JSONAnswer {
        let text = issued.code.text
        let matrix = format == .text ? nil : try QRMatrix(text)
        let png = try matrix.flatMap { format == .png ? try QRPNG.render($0) : nil }
        return .json(
            JSONWriter.object { json in
                json.member("card_id", issued.code.cardID.text)
                json.member("type", issued.code.type.word)
                json.member("text", text)
                json.member("valid_seconds", issued.validSeconds)
                if let matrix, format == .svg { json.member("svg", QRSVG.render(matrix)) }
                if let png { json.member("png", Data(png).base64EncodedString()) }
            }
        )
    }

    private static func answer(_ answer: ScanAnswer) -> JSONAnswer {
        .json(
            JSONWriter.object { json in
                json.member("result", answer.result.rawValue)
                json.member("person_id", answer.personID.text)
                json.member("card_id", answer.card.id.text)
                json.member("card_status", answer.card.status.rawValue)
                json.member("step", answer.step.rawValue)
                json.member("use_id", answer.useID.text)
                json.member("resident", object: answer.resident.write)
                if let withheld = answer.withheld { json.member("resident_withheld", withheld.rawValue) }
            }
        )
    }
}
