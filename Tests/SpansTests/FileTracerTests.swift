import Foundation
import Spans
import Synchronization
import Testing
import Tracing

struct FileTracerTests {
    /// A file of its own, its tracer, and what the file told.
    private final class Bench: Sendable {
        let path = FileManager.default.temporaryDirectory.appending(path: "spans-\(UUID().uuidString)").path
        let file: SpanFile
        let troubles = Mutex<[SpanFile.Trouble]>([])
        private let number = Atomic<UInt64>(0)

        init(at path: String? = nil) throws {
            let told = Told()
            file = try SpanFile(path: path ?? self.path) { told.hear?($0) }
            told.hear = { [weak self] trouble in self?.troubles.withLock { $0.append(trouble) } }
        }

        /// Random bytes that count up, so that a share can be told.
        func tracer(share: Double) -> FileTracer {
            FileTracer(file: file, share: share) { _ in
                let number = self.number.add(1, ordering: .relaxed).newValue &* 0x9E37_79B9_7F4A_7C15
                return (0..<8).map { UInt8(truncatingIfNeeded: number >> (56 - 8 * $0)) }
            }
        }

        /// Closes the file and gives its spans.
        func spans() async throws -> [[String: Any]] {
            await file.close()
            let text = try String(contentsOfFile: path, encoding: .utf8)
            try FileManager.default.removeItem(atPath: path)
            return try text.split(separator: "\n").flatMap { line in
                let whole = try #require(try JSONSerialization.jsonObject(with: Data(line.utf8)) as? [String: Any])
                let resource = try #require((whole["resourceSpans"] as? [[String: Any]])?.first)
                let scope = try #require((resource["scopeSpans"] as? [[String: Any]])?.first)
                return try #require(scope["spans"] as? [[String: Any]])
            }
        }
    }

    private final class Told: @unchecked Sendable {
        var hear: (@Sendable (SpanFile.Trouble) -> Void)?
    }

    private struct Field: Extractor, Injector {
        func extract(key: String, from carrier: [String: String]) -> String? { carrier[key] }
        func inject(_ value: String, forKey key: String, into carrier: inout [String: String]) { carrier[key] = value }
    }

    private struct Quoting: Error, CustomStringConvertible {
        let description = "张三 510101199003071234"
    }

    @Test func `spans form a tree under the caller's span`() async throws {
        let bench = try Bench()
        let tracer = bench.tracer(share: 1)
        var around = InstrumentationContext.topLevel
        let field = "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-00"
        tracer.extract(["traceparent": field], into: &around, using: Field())
        var passedOn: [String: String] = [:]
        try await tracer.withSpan("request", context: around, ofKind: .server) { span in
            span.attributes["http.route"] = "/api/v1/scans"
            span.attributes["http.response.status_code"] = 200
            tracer.inject(span.context, into: &passedOn, using: Field())
            try await tracer.withSpan("storage.write", ofKind: .client) { _ in
                try await Task.sleep(for: .milliseconds(2))
            }
        }
        let spans = try await bench.spans()
        #expect(spans.map { $0["name"] as? String } == ["storage.write", "request"])
        let (inner, outer) = (spans[0], spans[1])
        #expect(spans.allSatisfy { $0["traceId"] as? String == "0af7651916cd43dd8448eb211c80319c" })
        #expect(outer["parentSpanId"] as? String == "b7ad6b7169203331")
        #expect(inner["parentSpanId"] as? String == outer["spanId"] as? String)
        #expect((inner["kind"] as? Int, outer["kind"] as? Int) == (3, 2))
        #expect(passedOn["traceparent"]?.contains(outer["spanId"] as? String ?? "none") == true)
        let nanoseconds = try [inner, outer].map { span in
            try ["startTimeUnixNano", "endTimeUnixNano"].map { try #require(UInt64(span[$0] as? String ?? "")) }
        }
        #expect(nanoseconds[0][1] - nanoseconds[0][0] >= 2_000_000)
        #expect(nanoseconds[1][0] <= nanoseconds[0][0] && nanoseconds[0][1] <= nanoseconds[1][1])
        let attributes = try #require(outer["attributes"] as? [[String: Any]])
        #expect(attributes.map { $0["key"] as? String } == ["http.response.status_code", "http.route"])
        #expect((attributes[0]["value"] as? [String: String]) == ["intValue": "200"])
        #expect((attributes[1]["value"] as? [String: String]) == ["stringValue": "/api/v1/scans"])
    }

    @Test func `a failure leaves the type of its error, and no text`() async throws {
        let bench = try Bench()
        #expect(throws: Quoting.self) {
            try bench.tracer(share: 1).withSpan("request") { _ in throw Quoting() }
        }
        let span = try #require(try await bench.spans().first)
        #expect((span["status"] as? [String: Int]) == ["code": 2])
        let attributes = try #require(span["attributes"] as? [[String: Any]])
        #expect(attributes.count == 1 && (attributes[0]["value"] as? [String: String]) == ["stringValue": "Quoting"])
    }

    @Test(arguments: [(0.0, 0...0), (0.25, 200...300), (1, 1_000...1_000)])
    func `a share of the traces is written, each of them whole`(share: Double, expected: ClosedRange<Int>) async throws
    {
        let bench = try Bench()
        let tracer = bench.tracer(share: share)
        for _ in 0..<1_000 {
            tracer.withSpan("outer", context: .topLevel) { _ in tracer.withSpan("inner") { _ in } }
        }
        let spans = try await bench.spans()
        let (outer, inner) = (spans.filter { $0["name"] as? String == "outer" }, spans.count / 2)
        #expect(expected.contains(outer.count) && outer.count == inner)
    }

    @Test func `whether a trace is written follows from its number, not from the caller's wish`() async throws {
        let bench = try Bench()
        let tracer = bench.tracer(share: 0.5)
        for (low, flag) in [("7fffffffffffffff", "00"), ("8000000000000000", "01")] {
            var around = InstrumentationContext.topLevel
            let field = "00-0000000000000001\(low)-0000000000000001-\(flag)"
            tracer.extract(["traceparent": field], into: &around, using: Field())
            tracer.withSpan(low, context: around) { span in #expect(span.isRecording == (flag == "00")) }
        }
        #expect(try await bench.spans().map { $0["name"] as? String } == ["7fffffffffffffff"])
    }

    @Test func `a span ends once, and late ones are dropped and counted`() async throws {
        let bench = try Bench()
        let tracer = bench.tracer(share: 1)
        let span = tracer.startSpan("once", context: .topLevel)
        span.end()
        span.end()
        #expect(!span.isRecording)
        let late = tracer.startSpan("late", context: .topLevel)
        #expect(try await bench.spans().count == 1)
        late.end()
        #expect(bench.file.droppedCount == 1)
        #expect(bench.troubles.withLock { $0 } == [.overrun])
        await bench.file.close()
    }

    @Test func `many threads' spans are all in the file, in whole lines`() async throws {
        let bench = try Bench()
        let tracer = bench.tracer(share: 1)
        await withTaskGroup(of: Void.self) { group in
            for task in 0..<8 {
                group.addTask {
                    for number in 0..<250 { tracer.withSpan("\(task)-\(number)", context: .topLevel) { _ in } }
                }
            }
        }
        let names = try await bench.spans().compactMap { $0["name"] as? String }
        #expect(names.count == 2_000 && Set(names).count == 2_000)
    }

    @Test func `a full disk costs spans, nothing else, and is told once`() async throws {
        let bench = try Bench(at: "/dev/full")
        let tracer = bench.tracer(share: 1)
        for _ in 0..<3 {
            tracer.withSpan("lost", context: .topLevel) { _ in }
            while bench.file.droppedCount == 0 { await Task.yield() }
        }
        await bench.file.close()
        #expect(bench.file.droppedCount == 3)
        #expect(bench.troubles.withLock { $0 } == [.notWritten(code: ENOSPC)])
    }

    @Test func `a file that cannot be opened is refused`() {
        #expect(throws: SpanFile.Trouble.notOpened(code: ENOENT)) {
            try SpanFile(path: "/no/such/folder/spans") { _ in }
        }
    }

    @Test func `the file is its owner's only`() async throws {
        let bench = try Bench()
        let mode = try FileManager.default.attributesOfItem(atPath: bench.path)[.posixPermissions] as? Int
        #expect(mode == 0o600)
        _ = try await bench.spans()
    }
}
