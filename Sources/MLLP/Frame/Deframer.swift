/// Cuts messages out of a stream of bytes (Minimal Lower Layer Protocol, HL7 v2.5 implementation guide, appendix C):
/// `<VT>` message `<FS><CR>`.
///
/// Carriage returns and line feeds between frames are dropped, as some senders write them; any other byte there is a
/// fault, as is a `<VT>` in a message.
struct Deframer {
    enum Fault: Error, Equatable {
        /// A byte that belongs to no frame.
        case strayByte
        /// The message is longer than is allowed, or would be.
        case tooLong
    }

    static let start: UInt8 = 0x0B
    static let end: UInt8 = 0x1C
    static let behindEnd: UInt8 = 0x0D

    private enum State {
        case between
        case inside
        case ending
    }

    private let limitBytes: Int
    private var state = State.between
    private var message: [UInt8] = []

    init(limitBytes: Int) { self.limitBytes = limitBytes }

    /// Whether the beginning of a message was read, and its end was not.
    var isInside: Bool {
        switch state {
        case .between: false
        case .inside, .ending: true
        }
    }

    /// Takes the next bytes.
    ///
    /// - Returns: the messages that end in them.
    /// - Throws: a fault; nothing that follows means anything.
    mutating func take(_ bytes: some Sequence<UInt8>) throws(Fault) -> [[UInt8]] {
        var messages: [[UInt8]] = []
        for byte in bytes {
            switch (state, byte) {
            case (.between, Self.start): state = .inside
            case (.between, 0x0D), (.between, 0x0A): break
            case (.between, _): throw .strayByte
            case (.inside, Self.end): state = .ending
            case (.inside, Self.start): throw .strayByte
            case (.inside, _):
                guard message.count < limitBytes else { throw .tooLong }
                message.append(byte)
            case (.ending, Self.behindEnd):
                messages.append(message)
                message = []
                state = .between
            case (.ending, _): throw .strayByte
            }
        }
        return messages
    }

    /// A message in its frame.
    static func frame(_ message: [UInt8]) -> [UInt8] { [start] + message + [end, behindEnd] }
}
