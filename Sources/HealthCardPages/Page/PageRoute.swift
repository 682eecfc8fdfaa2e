import HTTPTypes
import HealthCardDomain
import HealthCardServices
import Hummingbird

/// A route of the pages: who may call it, and what answers.
struct PageRoute: Sendable {
    let access: PageAccess
    let answer: @Sendable (Pages, Visit) async throws -> Response

    private init(
        _ method: HTTPRequest.Method,
        _ path: String,
        _ audience: Role?,
        _ operations: [AccessOperation],
        _ admission: AdmissionClass,
        isSandboxOnly: Bool = false,
        _ answer: @escaping @Sendable (Pages, Visit) async throws -> Response
    ) {
        access = PageAccess(
            method: method,
            path: path,
            audience: audience,
            operations: operations,
            admission: admission,
            isSandboxOnly: isSandboxOnly
        )
        self.answer = answer
    }

    /// Every page there is. The inventory of routes is made of this list, so the two cannot differ.
    static let all: [PageRoute] = open + resident + desk + console

    private static let open = [
        PageRoute(.get, "/", nil, [], .residentRead) { try await $0.home($1) },
        PageRoute(.post, "/one-time-code", nil, [.signIn], .write) { try await $0.sendCode($1) },
        PageRoute(.post, "/session", nil, [.signIn], .write) { try await $0.signIn($1) },
        PageRoute(.get, "/sign-in/{secret}", nil, [], .residentRead) { try $0.signInLink($1) },
        PageRoute(.post, "/sign-in/{secret}", nil, [.signIn], .write) { try await $0.takeSignInLink($1) },
        PageRoute(.get, "/assets/{name}", nil, [], .residentRead) { try $0.asset($1) },
        PageRoute(.get, "/sandbox/messages", nil, [], .statistics, isSandboxOnly: true) { try $0.messages($1) },
    ]

    private static let resident = [
        PageRoute(.get, "/identity", .resident, [.cardRegister], .residentRead) { try $0.identity($1) },
        PageRoute(.post, "/identity", .resident, [.cardRegister], .write) { try await $0.takeIdentity($1) },
        PageRoute(.post, "/check", .resident, [.cardRegister], .write) { try await $0.apply($1) },
        PageRoute(.get, "/code", .resident, [.cardRead, .codeGenerate, .looksRead], .residentRead) {
            try await $0.code($1)
        },
        PageRoute(.get, "/code/fragment", .resident, [.cardRead, .codeGenerate], .residentRead) {
            try await $0.codeFragment($1)
        },
        PageRoute(.get, "/looks", .resident, [.looksRead, .cardRead], .residentRead) { try await $0.looks($1) },
        PageRoute(.post, "/looks/dispute", .resident, [.lookDispute, .cardRead], .write) { try await $0.dispute($1) },
        PageRoute(.get, "/resume", .resident, [.cardRead], .residentRead) { try await $0.resumption($1) },
        PageRoute(.post, "/resume", .resident, [.cardResume, .cardRead], .write) { try await $0.resume($1) },
        PageRoute(.post, "/sign-out", .resident, [], .write) { try await $0.signOut($1) },
    ]

    private static let desk = [
        PageRoute(.get, "/desk", .clerk, [.codeScan], .scan) { try await $0.desk($1) },
        PageRoute(.post, "/desk/scan", .clerk, [.codeScan], .scan) { try await $0.scan($1) },
        PageRoute(.get, "/desk/issue", .clerk, [.cardRegister], .scan) { try await $0.issueForm($1) },
        PageRoute(.post, "/desk/issue", .clerk, [.cardRegister, .codeGenerate], .write) { try await $0.issue($1) },
        PageRoute(.post, "/desk/sign-out", .clerk, [], .write) { try await $0.signOut($1) },
    ]

    private static let console = [
        PageRoute(.get, "/console", .centre, [.figuresRead], .statistics) { try await $0.console($1) },
        PageRoute(.get, "/console/figures", .centre, [.figuresRead], .statistics) { try await $0.figures($1) },
        PageRoute(.get, "/console/keys", .centre, [.keysRead], .statistics) { try await $0.keys($1) },
        PageRoute(.get, "/console/reviews", .centre, [.indexReview], .write) { try await $0.reviews($1) },
        PageRoute(.post, "/console/reviews", .centre, [.indexReview], .write) { try await $0.reviewWork($1) },
        PageRoute(.get, "/console/reviews/{review}", .centre, [.indexReview], .write) { try await $0.review($1) },
        PageRoute(.post, "/console/reviews/{review}", .centre, [.indexReview], .write) {
            try await $0.decideReview($1)
        },
        PageRoute(.get, "/console/quality", .centre, [.indexQuality], .statistics) { try await $0.quality($1) },
        PageRoute(.post, "/console/sign-out", .centre, [], .write) { try await $0.signOut($1) },
    ]
}
