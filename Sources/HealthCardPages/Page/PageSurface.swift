import HealthCardDomain

/// The three faces of the pages. Each has its own session cookie path, so that one browser can hold all three.
enum PageSurface: String, Sendable {
    case resident
    case desk
    case console

    /// The surface a path belongs to.
    init(path: String) {
        switch path.split(separator: "/").first {
        case "desk": self = .desk
        case "console": self = .console
        default: self = .resident
        }
    }

    /// The surface an operator works at.
    init(of role: Role) {
        switch role {
        case .clerk: self = .desk
        case .centre: self = .console
        case .app, .resident, .custodian, .anonymous: self = .resident
        }
    }

    /// Its first page, and the path of its session cookie.
    var path: String {
        switch self {
        case .resident: "/"
        case .desk: "/desk"
        case .console: "/console"
        }
    }

    var signOutPath: String {
        switch self {
        case .resident: "/sign-out"
        case .desk: "/desk/sign-out"
        case .console: "/console/sign-out"
        }
    }
}
