import HTTPTypes
import HealthCardDomain

extension ProblemCode {
    /// The status of the page that tells about this problem: the one that every surface uses.
    var pageStatus: HTTPResponse.Status { HTTPResponse.Status(code: status) }
}
