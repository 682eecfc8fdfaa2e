import HTTPTypes
import HealthCardDomain
package import HealthCardServices
package import Hummingbird
import Logging

/// Turns what a handler throws into a problem document: refusals as they are, everything else as a logged fault. Signs
/// it where the request was proved.
package struct ProblemMiddleware: RouterMiddleware {
    package typealias Context = HealthCardRequestContext

    private let ambient: Ambient
    private let routes: @Sendable () -> [APIRoute]

    package init(ambient: Ambient, routes: @escaping @Sendable () -> [APIRoute]) {
        self.ambient = ambient
        self.routes = routes
    }

    package func handle(
        _ request: Request,
        context: Context,
        next: @concurrent (Request, Context) async throws -> Response
    ) async throws -> Response {
        do {
            return try await next(request, context)
        } catch let proved as ProvedFailure {
            let answer = answer(to: proved.error, request: request, context: context)
            do {
                return try proved.signer.response(of: answer)
            } catch {
                // The caller takes an unsigned answer for what it is: nobody's.
                Self.log(error, context)
                return answer.response()
            }
        } catch {
            return answer(to: error, request: request, context: context).response()
        }
    }

    /// Logs a fault by its type and no more, since its text may quote values; the database's does not.
    private static func log(_ fault: any Error, _ context: Context) {
        let text = fault is any StorageTrouble ? "\(fault)" : "\(type(of: fault))"
        context.logger.error("fault", metadata: ["fault": "\(text)"])
    }

    private func answer(to error: any Error, request: Request, context: Context) -> JSONAnswer {
        let problem = problem(for: error, request: request, context: context)
        return Problem.isFHIR(path: request.uri.path) ? problem.outcome : problem.answer
    }

    private func problem(for error: any Error, request: Request, context: Context) -> Problem {
        var problem = Problem(code: .fault, field: nil, requestID: context.id, serverTime: ambient.now())
        switch error {
        case let recorded as RecordedRefusal:
            problem = refusal(recorded.refusal, problem)
        case let refused as any Refusal:
            problem = refusal(refused, problem)
        case let failed as SignatureFailure:
            problem = refusal(failed.refusal, problem)
            problem.expectedSignatureBase = failed.expectedBase
        case let error as HTTPError:
            problem = framework(error, request: request, problem)
        case let trouble as any StorageTrouble:
            problem = Problem(code: trouble.code, field: nil, requestID: context.id, serverTime: problem.serverTime)
            Self.log(error, context)
        default:
            Self.log(error, context)
        }
        return problem
    }

    private func refusal(_ refusal: any Refusal, _ base: Problem) -> Problem {
        var problem = Problem(
            code: refusal.code,
            field: refusal.field,
            requestID: base.requestID,
            serverTime: base.serverTime
        )
        problem.profile = refusal as? FHIRRefusal
        return problem
    }

    private func framework(_ error: HTTPError, request: Request, _ base: Problem) -> Problem {
        switch error.status {
        case .notFound:
            let allowed = routes().filter { $0.matches(path: request.uri.path) }.map(\.method)
            guard !allowed.isEmpty, !allowed.contains(request.method.rawValue) else {
                return refusal(RequestRefusal.routeNotFound, base)
            }
            var problem = refusal(RequestRefusal.methodNotAllowed, base)
            problem.allow = Set(allowed).sorted().joined(separator: ", ")
            return problem
        case .contentTooLarge: return refusal(RequestRefusal.bodyTooLarge, base)
        default: return refusal(RequestRefusal.bodyMalformed, base)
        }
    }
}
