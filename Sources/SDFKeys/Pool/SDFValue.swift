/// Where a call leaves its value for the client.
///
/// `@unchecked Sendable` holds because the worker writes once, before it ends its call, and the client reads only after
/// the call was ended with success, which nobody but that worker does. A value that comes too late is read by nobody.
final class SDFValue<Value: Sendable>: @unchecked Sendable {
    private var value: Value?

    func set(_ new: Value) {
        value = new
    }

    /// The value of a call that succeeded.
    func take() -> Value {
        guard let value else { preconditionFailure("a call that succeeded left a value") }
        return value
    }
}
