/// How long a request is still let in when the node is full: a lower class goes first (`L4`).
///
/// The class is of the route, because the decision comes before the request is read. Whether a scan is an emergency
/// stands in its signed body, so every scan has the place of an emergency.
package enum AdmissionClass: Int, Sendable, CaseIterable {
    /// Scans, at a desk or by an app, emergencies included.
    case scan
    /// What residents, and apps in their name, read; codes to show included.
    case residentRead
    /// Applications, sign-in, changes.
    case write
    /// Figures, lists for supervision, export; and every address that no route has.
    case statistics
    /// Health and metrics: never refused, never counted.
    case vital

    /// The name in metrics and documents.
    package var name: String {
        switch self {
        case .scan: "scan"
        case .residentRead: "resident-read"
        case .write: "write"
        case .statistics: "statistics"
        case .vital: "vital"
        }
    }

    /// The percentage of the limit up to which the class may fill the node; what is above is kept for higher classes.
    ///
    /// Below scans less than seven tenths, by which the limit shrinks at most at once: what lower classes have in work
    /// never stands in a scan's way then.
    package var percentOfLimit: Int {
        switch self {
        case .scan, .vital: 100
        case .residentRead: 65
        case .write: 55
        case .statistics: 30
        }
    }

    /// The latency beyond which a request of the class counts as slow, where four times its unloaded latency is more;
    /// in nanoseconds. Ours.
    var slowestTarget: Int64 {
        switch self {
        case .scan, .residentRead, .vital: 100_000_000
        case .write: 200_000_000
        case .statistics: 1_000_000_000
        }
    }

    /// The longest `Retry-After` of a refusal, in seconds; the shortest is a third of it. Ours.
    package var longestRetrySeconds: Int {
        switch self {
        case .scan, .vital: 3
        case .residentRead: 6
        case .write: 9
        case .statistics: 30
        }
    }
}
