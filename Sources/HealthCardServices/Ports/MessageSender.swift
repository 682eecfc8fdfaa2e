package import HealthCardDomain

/// Sends one-time codes to residents' phones. The adapter may be a simulator, which says so in its name.
package protocol MessageSender: Sendable {
    /// - Throws: any error where the message was not taken; the caller is told `message_unavailable`.
    func send(oneTimeCode: Sensitive<String>, to phone: PhoneNumber) async throws
}
