import HealthCardServices
import ServiceLifecycle

/// Drops what this node holds in memory as soon as any node changes it. What it misses is found within a second by
/// those that hold it.
struct ChangeWatch: Service, CustomStringConvertible {
    let storage: any StorageEngine
    let apps: AppDirectory
    let bell: Bell
    let modelBell: Bell

    /// The name in the log. Without it the log's text would be made of everything in here.
    var description: String { "change watch" }

    func run() async throws {
        await cancelWhenGracefulShutdown {
            for await changed in storage.changes() {
                switch changed {
                case .apps: apps.forget()
                case .keys: bell.ring()
                case .models: modelBell.ring()
                }
            }
        }
    }
}
