import Foundation
import HealthCardDomain
import HealthCardServices

/// Writes one signed `POST /api/v1/scans` after another, of the sandbox's first app, going round its cards and its
/// terminals.
struct ScanRequests {
    /// A sandbox file that has nothing to scan with.
    struct Unusable: Error, CustomStringConvertible {
        let description = "sandbox.json names no app, no card or no authorised terminal"
    }

    /// The steps take turns: they show from two to eight fields of the resident.
    private static let steps: [TreatmentStep] = [.registration, .diagnosis, .charging, .dispensing]

    private let requests: SignedRequests
    private let recordNumber: AppRecordNumber
    private let cards: [CardID]
    private let terminals: [String]
    private let key: CodeTokenKey
    private let ambient: Ambient
    /// Counts up from a random start, so that two codes of one card never share a nonce.
    private var codeNonce: UInt32
    private var turn = 0

    /// - Throws: `Unusable`.
    init(sandbox: SandboxFile, key: CodeTokenKey, ambient: Ambient) throws {
        guard let app = sandbox.apps.first, let recordNumber = AppRecordNumber(app.recordNumber) else {
            throw Unusable()
        }
        self.recordNumber = recordNumber
        requests = SignedRequests(of: app, base: sandbox.baseURL, ambient: ambient)
        cards = sandbox.residents.compactMap { CardID($0.cardID) }
        terminals = sandbox.terminals.filter { $0.status == AccessStatus.authorised.rawValue }.map(\.code)
        guard !cards.isEmpty, !terminals.isEmpty else { throw Unusable() }
        self.key = key
        self.ambient = ambient
        codeNonce = ambient.randomBytes(4).reduce(0) { $0 << 8 | UInt32($1) }
    }

    /// The next request, whole. Its code is of the time step that runs now.
    mutating func next() throws -> String {
        let now = ambient.now()
        let card = cards[turn % cards.count]
        let token = try key.token(
            card: card,
            recordNumber: recordNumber,
            step: TimeStep(at: now),
            nonce: stride(from: 24, through: 0, by: -8).map { UInt8(truncatingIfNeeded: codeNonce >> UInt32($0)) }
        )
        let code = CardCode(dynamic: card, token: token, recordNumber: recordNumber).text
        let step = Self.steps[turn % Self.steps.count].rawValue
        let terminal = terminals[turn % terminals.count]
        turn += 1
        codeNonce &+= 1
        let body = """
            {"code":"\(code)","step":"\(step)","terminal_code":"\(terminal)","operator":"N1001","purpose":"门诊"}
            """
        return requests.post("/api/v1/scans", body)
    }
}
