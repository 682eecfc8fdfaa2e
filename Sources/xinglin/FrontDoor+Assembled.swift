import HTTPTypes
import HealthCardHTTP
import HealthCardPages
import HealthCardServices

extension FrontDoor {
    /// The door of a node, which knows the class of every route.
    ///
    /// - Throws: where a shipped dialect profile is damaged, or a quota cannot be read.
    static func assembled(_ options: LoadOptions, ambient: Ambient) throws -> FrontDoor {
        var classes = RouteClasses()
        for route in try HealthCardAPI.shippedRoutes() { classes.add(route.method, route.path, route.admission) }
        for page in PageRoutes.access { classes.add(page.method.rawValue, page.path, page.admission) }
        return FrontDoor(
            classes: classes,
            ambient: ambient,
            gate: AdmissionGate(options.admission),
            limits: options.limits,
            quota: try options.quota()
        )
    }
}
