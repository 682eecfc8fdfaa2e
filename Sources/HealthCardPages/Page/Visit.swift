import Foundation
import HealthCardDomain
import HealthCardServices
import Hummingbird

/// One request to a page, with everything that was found out about it before its handler runs.
struct Visit: Sendable {
    let requestID: HealthCardDomain.RequestID
    let at: Date
    let surface: PageSurface
    /// The part of the path that a route's `{…}` took, such as a link's secret.
    let parameter: String
    /// What the browser remembers of the desk's place, see `DeskChoice`.
    let deskChoice: String
    var query: Form
    var form: Form
    var language: Language
    /// The reader chose large letters.
    var isLarge: Bool
    var signedIn: SignedIn?
    /// What a form on a page for nobody in particular carries, and the cookie beside it (double submit).
    let anonymousToken: String
    /// Cookies that the answer sets, whatever page it is.
    var cookies: [Cookie]

    /// What the forms of this answer carry.
    var formToken: String { signedIn?.session.formToken ?? anonymousToken }

    /// The act of the signed-in caller; anonymous where nobody is.
    var act: Act { Act(actor: signedIn?.actor ?? .anonymous, requestID: requestID, nonce: nil, at: at) }

    /// The act of a request that signs somebody in: nobody's yet, whoever was signed in before.
    var anonymousAct: Act { Act(actor: .anonymous, requestID: requestID, nonce: nil, at: at) }

    var words: Words { language.words }
}
