import CLibCrypto

/// The one place that turns results of libcrypto into Swift errors.
///
/// libcrypto keeps errors in a queue of the thread. TLS code in the same process reads that queue, so every function
/// here leaves it empty.
enum LibCrypto {
    /// Passes when `status` is 1, libcrypto's word for success.
    static func check(_ status: Int32, _ operation: StaticString) throws(CryptoFault) {
        guard status == 1 else { throw fault(operation) }
    }

    /// Takes the object out of an optional that libcrypto leaves empty on failure.
    static func object(_ pointer: OpaquePointer?, _ operation: StaticString) throws(CryptoFault) -> OpaquePointer {
        guard let pointer = unsafe pointer else { throw fault(operation) }
        return unsafe pointer
    }

    /// Makes the fault of a failed call and empties the thread's error queue.
    static func fault(_ operation: StaticString) -> CryptoFault {
        let reason = unsafe ERR_reason_error_string(ERR_peek_last_error())
        ERR_clear_error()
        return CryptoFault(operation: "\(operation)", reason: unsafe reason.map { unsafe String(cString: $0) } ?? "")
    }

    /// Takes the newest error of the SM2 code off the queue: true if the input was refused, false for another cause.
    static func lastErrorIsSM2Refusal() -> Bool {
        ERR_GET_LIB(ERR_peek_last_error()) == ERR_LIB_SM2
    }
}
