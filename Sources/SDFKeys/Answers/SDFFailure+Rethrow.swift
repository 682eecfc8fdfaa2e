import HealthCardServices

extension SDFFailure {
    /// Runs a parser whose errors are the port's, and gives them their weight.
    static func weighing<Value>(
        _ body: () throws(KeyServiceError) -> Value
    ) throws(SDFFailure) -> Value {
        do {
            return try body()
        } catch {
            throw SDFFailure(error)
        }
    }
}
