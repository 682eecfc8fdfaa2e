import CLibCrypto

/// The curve of GB/T 32918.5-2017: its numbers, and the questions about points that libcrypto answers.
enum SM2Curve {
    /// Bytes of a coordinate or a scalar.
    static let width = 32

    static let a = number("FFFFFFFEFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFF00000000FFFFFFFFFFFFFFFC")
    static let b = number("28E9FA9E9D9F5E344D5A9E4BCF6509A7F39789F515AB8F92DDBCBD414D940E93")
    static let order = number("FFFFFFFEFFFFFFFFFFFFFFFFFFFFFFFF7203DF6B21C6052B53BBF40939D54123")
    static let orderMinusOne = number("FFFFFFFEFFFFFFFFFFFFFFFFFFFFFFFF7203DF6B21C6052B53BBF40939D54122")
    static let baseX = number("32C4AE2C1F1981195F9904466A39C9948FE30BBFF2660BE1715A4589334C74C7")
    static let baseY = number("BC3736A2F4F6779C59BDCEE36B692153D0A9877CC62A474002DF32E52139F0A0")

    private static let group = unsafe LibraryHandle.algorithm("SM2", EC_GROUP_new_by_curve_name(NID_sm2)) {
        unsafe EC_GROUP_free($0)
    }

    /// Whether 65 bytes `04‖x‖y` are a point: both coordinates below p and together on the curve. As the curve's
    /// cofactor is 1, such a point is in the group; the point at infinity has no such form.
    static func isPoint(_ uncompressed: [UInt8]) throws(CryptoFault) -> Bool {
        guard uncompressed.count == 1 + 2 * width, uncompressed[0] == 4 else { return false }
        let point = unsafe try LibCrypto.object(EC_POINT_new(group.pointer), "EC_POINT_new")
        defer { unsafe EC_POINT_free(point) }
        defer { ERR_clear_error() }
        return unsafe EC_POINT_oct2point(group.pointer, point, uncompressed, uncompressed.count, nil) == 1
    }

    /// Multiplies the base point by a private number, in time that does not depend on it.
    ///
    /// - Returns: 65 bytes `04‖x‖y`.
    static func publicPoint(of scalar: [UInt8]) throws(CryptoFault) -> [UInt8] {
        let number = unsafe try LibCrypto.object(BN_secure_new(), "BN_secure_new")
        defer { unsafe BN_clear_free(number) }
        unsafe BN_set_flags(number, BN_FLG_CONSTTIME)
        _ = unsafe try LibCrypto.object(BN_bin2bn(scalar, Int32(scalar.count), number), "BN_bin2bn")
        let point = unsafe try LibCrypto.object(EC_POINT_new(group.pointer), "EC_POINT_new")
        defer { unsafe EC_POINT_clear_free(point) }
        let status = unsafe EC_POINT_mul(group.pointer, point, number, nil, nil, nil)
        try LibCrypto.check(status, "EC_POINT_mul")
        var bytes = [UInt8](repeating: 0, count: 1 + 2 * width)
        let written = unsafe EC_POINT_point2oct(
            group.pointer,
            point,
            POINT_CONVERSION_UNCOMPRESSED,
            &bytes,
            bytes.count,
            nil
        )
        guard written == bytes.count else { throw LibCrypto.fault("EC_POINT_point2oct") }
        return bytes
    }

    /// Whether `1 ≤ value < limit`, both 32 bytes big-endian, in time that does not depend on the values.
    static func isPositive(_ value: ArraySlice<UInt8>, below limit: [UInt8]) -> Bool {
        guard value.count == width else { return false }
        let borrow = difference(Array(value), limit).borrow
        return value.reduce(0, |) != 0 && borrow
    }

    /// `left − right` modulo 2²⁵⁶ over 32 big-endian bytes, and whether it went below zero.
    static func difference(_ left: [UInt8], _ right: [UInt8]) -> (value: [UInt8], borrow: Bool) {
        var value = [UInt8](repeating: 0, count: width)
        var borrow = 0
        for index in stride(from: width - 1, through: 0, by: -1) {
            let step = Int(left[index]) - Int(right[index]) - borrow
            value[index] = UInt8(truncatingIfNeeded: step)
            borrow = (step >> 8) & 1
        }
        return (value, borrow == 1)
    }

    private static func number(_ digits: String) -> [UInt8] {
        guard let bytes = Hex.decode(digits), bytes.count == width else {
            preconditionFailure("a number of the curve is 64 hexadecimal digits")
        }
        return bytes
    }
}
