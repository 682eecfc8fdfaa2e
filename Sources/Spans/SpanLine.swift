import Foundation
import Tracing

/// One line of a file of traces: OTLP in JSON, as the OpenTelemetry Collector's `otlpjsonfile` receiver reads it.
struct SpanLine: Encodable {
    struct Attribute: Encodable {
        let key: String
        let value: Value
    }

    /// OTLP writes integers of 64 bits as text.
    struct Value: Encodable {
        var stringValue: String?
        var intValue: String?
        var boolValue: Bool?
    }

    struct Status: Encodable {
        /// 0 is unset, 2 an error.
        let code: Int
    }

    struct Span: Encodable, Sendable {
        private let traceId: String
        private let spanId: String
        private let parentSpanId: String?
        private let name: String
        private let kind: Int
        private let startTimeUnixNano: String
        private let endTimeUnixNano: String
        private let attributes: [Attribute]
        private let status: Status

        init(
            name: String,
            kind: SpanKind,
            own: TraceParent,
            above: UInt64?,
            nanoseconds: ClosedRange<UInt64>,
            attributes: SpanAttributes,
            hasFailed: Bool
        ) {
            traceId = TraceParent.hex(own.trace.high) + TraceParent.hex(own.trace.low)
            spanId = TraceParent.hex(own.span)
            parentSpanId = above.map(TraceParent.hex)
            self.name = name
            self.kind =
                switch kind {
                case .server: 2
                case .client: 3
                case .producer: 4
                case .consumer: 5
                case .internal: 1
                }
            startTimeUnixNano = String(nanoseconds.lowerBound)
            endTimeUnixNano = String(nanoseconds.upperBound)
            var list: [Attribute] = []
            attributes.forEach { key, value in
                if let value = Value(value) { list.append(Attribute(key: key, value: value)) }
            }
            self.attributes = list.sorted { $0.key < $1.key }
            status = Status(code: hasFailed ? 2 : 0)
        }
    }

    private struct Resource: Encodable {
        let attributes: [Attribute]
    }

    private struct Scope: Encodable {
        let name: String
    }

    private struct ScopeSpans: Encodable {
        let scope: Scope
        let spans: [Span]
    }

    private struct ResourceSpans: Encodable {
        let resource: Resource
        let scopeSpans: [ScopeSpans]
    }

    private let resourceSpans: [ResourceSpans]

    init(_ spans: [Span]) {
        let name = "xinglin"
        resourceSpans = [
            ResourceSpans(
                resource: Resource(attributes: [Attribute(key: "service.name", value: Value(stringValue: name))]),
                scopeSpans: [ScopeSpans(scope: Scope(name: name), spans: spans)]
            )
        ]
    }

    /// The line with its end.
    func bytes() throws -> Data {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
        return try encoder.encode(self) + [UInt8(ascii: "\n")]
    }
}

extension SpanLine.Value {
    /// - Returns: `nil` for kinds that nothing here uses.
    init?(_ attribute: SpanAttribute) {
        switch attribute {
        case .string(let text): self.init(stringValue: text)
        case .int32(let number): self.init(intValue: String(number))
        case .int64(let number): self.init(intValue: String(number))
        case .bool(let isTrue): self.init(boolValue: isTrue)
        default: return nil
        }
    }
}
