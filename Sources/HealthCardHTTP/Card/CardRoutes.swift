import Foundation
import HTTPTypes
import HealthCardDomain
import HealthCardServices
import Hummingbird
import StrictJSON

/// `/api/v1/cards`: apply for a card, and read one.
struct CardRoutes: Sendable {
    let endpoint: SignedEndpoint

    func add(to router: Router<HealthCardRequestContext>) {
        router.post("/api/v1/cards") { request, context in
            try await endpoint.object(request, context, .cardRegister) { act, body in
                guard let header = request.headers[.idempotencyKey] else {
                    throw AccessRefusal.idempotencyKeyMissing
                }
                let key = try IdempotencyKey(header)
                let application = try RegistrationBody.read(body, at: act.at)
                let registration = try await endpoint.services.cards.register(application, key: key, by: act)
                return Self.answer(registration)
            }
        }
        router.get("/api/v1/cards/:card_id") { request, context in
            try await endpoint.plain(request, context, .cardRead) { act in
                let view = try await endpoint.services.cards.card(try context.cardID, by: act)
                return Self.answer(view)
            }
        }
    }

    private static func answer(_ registration: Registration) -> JSONAnswer {
        let status: HTTPResponse.Status = registration.outcome == .created ? .created : .ok
        return .json(
            JSONWriter.object { json in
                json.member("outcome", registration.outcome.rawValue)
                json.member("person_id", registration.personID.text)
                json.member("card_id", registration.cardID.text)
                json.member("status", registration.status.rawValue)
            },
            status: status
        )
    }

    private static func answer(_ view: CardView) -> JSONAnswer {
        .json(
            JSONWriter.object { json in
                json.member("card_id", view.card.id.text)
                json.member("person_id", view.card.personID.text)
                json.member("status", view.card.status.rawValue)
                json.member("status_changed_at", Timestamp.text(view.card.statusChangedAt))
                json.member("issued_at", Timestamp.text(view.card.issuedAt))
                json.member("channel", view.card.channel.rawValue)
                json.member("resident", object: view.resident.write)
            }
        )
    }
}

extension Disclosure {
    /// Writes the fields as members. This is where a resident's data leaves for an authorised caller.
    func write(_ json: inout JSONWriter) {
        for (field, value) in fields { json.member(field.rawValue, value.exposed) }
    }
}

extension HealthCardRequestContext {
    /// The card id of the path.
    ///
    /// - Throws: `CardRefusal.malformedID`.
    var cardID: CardID {
        get throws {
            guard let id = CardID(parameters.get("card_id") ?? "") else { throw CardRefusal.malformedID }
            return id
        }
    }
}
