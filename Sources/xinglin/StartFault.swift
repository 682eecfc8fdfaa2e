/// Why the server did not start, for the person who started it.
enum StartFault: Error, CustomStringConvertible {
    case portTaken(Int)

    var description: String {
        switch self {
        case .portTaken(let port):
            "端口 \(port) 已被占用，请用 --port 另选 / port \(port) is taken: choose another with --port"
        }
    }
}
