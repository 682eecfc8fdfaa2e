import HealthCardDomain
import HealthCardServices
import Hummingbird

extension Pages {
    /// The outbox of the simulated sender: phone numbers masked, codes in clear, since this is what they are for.
    func messages(_ visit: Visit) throws -> Response {
        guard let sandbox else { throw AccessRefusal.sandboxOnly }
        let messages = sandbox.messages().map { message -> PageValues in
            [
                "phone": message.phone.masked,
                "code": message.oneTimeCode.exposed,
                "time": ChinaTime.text(message.at),
            ]
        }
        return try page(
            "messages",
            title: visit.words.messages,
            here: "/sandbox/messages",
            ["messages": messages, "hasMessages": !messages.isEmpty],
            for: visit
        )
    }

    /// Runs a real-person check; in a sandbox the visitor chose its verdict.
    func checking<Value: Sendable>(
        _ visit: Visit,
        _ body: @Sendable () async throws -> Value
    ) async throws -> Value {
        guard let sandbox else { return try await body() }
        guard let verdict = RealPersonVerdict(rawValue: visit.form["verdict"]) else {
            throw FieldRefusal(.fieldMissing, field: "verdict")
        }
        return try await sandbox.answering(verdict, to: body)
    }

    /// What the simulator's part of a check page needs.
    func checkValues(_ visit: Visit) -> PageValues {
        let verdicts = RealPersonVerdict.allCases.map { verdict -> PageValues in
            [
                "value": verdict.rawValue,
                "label": visit.words.name(of: verdict),
                "isSelected": verdict.rawValue == visit.form["verdict"],
            ]
        }
        return ["verdicts": verdicts, "isSandbox": sandbox != nil]
    }
}
