/// How a call to a key service can end without a value. No case carries bytes of a key or a message.
package enum KeyServiceError: Error, Sendable, Equatable {
    /// The device is gone, or was slow or wrong so often that it is left alone for a moment.
    case unavailable
    /// This call did not end within the time limit. It may still take effect in the device.
    case timedOut
    /// The device, its library or its profile cannot do this.
    case notSupported(operation: String)
    /// No such key, or no right to use it.
    case keyNotUsable
    /// Sealed bytes that were changed, or belong to another key or context.
    case notAuthentic
    /// The device answered what cannot be: a wrong length, or a signature that does not verify.
    case wrongAnswer
    /// An argument out of its documented range.
    case badArgument
    /// Any other answer of the device: its own error code.
    case refused(code: UInt32)
    /// A failure of ours below the service, such as a key file that cannot be written. Constant text.
    case failed(reason: String)
}
