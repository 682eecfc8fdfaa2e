package import Tracing

/// Which trace a request belongs to, and which span stands above (W3C Trace Context, `traceparent`).
package struct TraceParent: Sendable, Equatable {
    /// The number of a trace: 16 bytes, not all of them zero.
    package struct TraceID: Sendable, Equatable {
        package let high: UInt64
        package let low: UInt64

        package init?(high: UInt64, low: UInt64) {
            guard high != 0 || low != 0 else { return nil }
            (self.high, self.low) = (high, low)
        }
    }

    private static let length = 55

    package let trace: TraceID
    /// 8 bytes, not all of them zero.
    package let span: UInt64
    package let isSampled: Bool

    package init(trace: TraceID, span: UInt64, isSampled: Bool) {
        precondition(span != 0, "a span has a number")
        (self.trace, self.span, self.isSampled) = (trace, span, isSampled)
    }

    /// Reads a header field (§3.2): `00-<32 hex>-<16 hex>-<2 hex>`, in lower case. Of a later version the first four
    /// parts count.
    ///
    /// - Returns: `nil` where it is anything else; the request then begins a trace of its own (§4.3).
    package init?(reading text: String) {
        let bytes = Array(text.utf8)
        guard bytes.count >= Self.length, [2, 35, 52].allSatisfy({ bytes[$0] == UInt8(ascii: "-") }) else { return nil }
        guard let version = Self.number(bytes[0..<2]), version != 0xFF else { return nil }
        let isWhole = bytes.count == Self.length || (version != 0 && bytes[Self.length] == UInt8(ascii: "-"))
        guard isWhole, let high = Self.number(bytes[3..<19]), let low = Self.number(bytes[19..<35]),
            let trace = TraceID(high: high, low: low), let span = Self.number(bytes[36..<52]), span != 0,
            let flags = Self.number(bytes[53..<55])
        else { return nil }
        self.init(trace: trace, span: span, isSampled: flags & 1 == 1)
    }

    /// The header field.
    package var text: String {
        "00-\(Self.hex(trace.high))\(Self.hex(trace.low))-\(Self.hex(span))-0\(isSampled ? 1 : 0)"
    }

    /// 16 digits.
    static func hex(_ number: UInt64) -> String {
        let digits = String(number, radix: 16)
        return String(repeating: "0", count: 16 - digits.utf8.count) + digits
    }

    private static func number(_ digits: ArraySlice<UInt8>) -> UInt64? {
        var number: UInt64 = 0
        for digit in digits {
            switch digit {
            case UInt8(ascii: "0")...UInt8(ascii: "9"): number = number << 4 | UInt64(digit - UInt8(ascii: "0"))
            case UInt8(ascii: "a")...UInt8(ascii: "f"): number = number << 4 | UInt64(digit - UInt8(ascii: "a") + 10)
            default: return nil
            }
        }
        return number
    }
}

private enum TraceParentKey: InstrumentationContextKey {
    typealias Value = TraceParent
}

extension InstrumentationContext {
    /// The span that stands above whatever begins now.
    package var traceParent: TraceParent? {
        get { self[TraceParentKey.self] }
        set { self[TraceParentKey.self] = newValue }
    }
}
