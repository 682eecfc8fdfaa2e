package import HL7v2

/// Where the listener listens, and how long and how large things may be.
package struct MLLPOptions: Sendable {
    /// The loopback unless an operator says otherwise: MLLP is neither encrypted nor authenticated.
    package var host = "127.0.0.1"
    /// 0 takes any port that is free.
    package var port = 2_575
    /// The longest message, in bytes, as it was sent.
    package var messageBytes = 256 << 10
    package var connectionLimit = 256
    /// How long a connection may say nothing.
    package var idle: Duration = .seconds(600)
    /// How long a message may take from its first byte to its last, and an answer to be taken.
    package var patience: Duration = .seconds(30)
    /// The character set of messages that name none.
    package var characterSet: HL7CharacterSet = .utf8

    package init() {}
}
