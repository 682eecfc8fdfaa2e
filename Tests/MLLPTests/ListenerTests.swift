import HL7v2
import IndexDouble
import MLLP
import NIOCore
import ServiceLifecycle
import Testing

struct ListenerTests {
    @Test func `messages on one connection are answered one by one in their order`() async throws {
        let index = IndexDouble()
        try await TestListener.run(index) { listener in
            let all = (1...50).flatMap { TestListener.frame(TestListener.registration("M\($0)")) }
            let answers = try await listener.exchange([all], frames: 50)
            #expect(try TestListener.acknowledgements(answers) == (1...50).map { "AA M\($0)" })
        }
        #expect(await index.statements.map(\.identifier.value) == (1...50).map { "M\($0)" })
    }

    @Test func `a message in many pieces is one message, and line ends between frames are none`() async throws {
        try await TestListener.run { listener in
            let bytes = TestListener.frame(TestListener.registration("M1"))
            let parts =
                [[0x0D, 0x0A]] + bytes.map { [$0] } + [[0x0A]] + [TestListener.frame("MSH|^~\\&|A|B||||||M2|P|2.5")]
            let answers = try await listener.exchange(parts, frames: 2)
            #expect(try TestListener.acknowledgements(answers) == ["AA M1", "AE M2"])
        }
    }

    @Test(arguments: [
        Array("GET / HTTP/1.1\r\n\r\n".utf8), [0x16, 0x03, 0x01], [0x0B, 0x41, 0x0B], [0x0B, 0x41, 0x1C, 0x41],
        [0x1C, 0x0D],
        TestListener.frame(""), TestListener.frame("hello"), TestListener.frame([0xFF, 0xFE]),
    ])
    func `what is no frame or no message ends the connection, and no other`(bytes: [UInt8]) async throws {
        try await TestListener.run { listener in
            let received = try await listener.exchange([bytes], frames: 0)
            #expect(received.isEmpty)
            let answers = try await listener.exchange([TestListener.frame(TestListener.registration("M1"))], frames: 1)
            #expect(try TestListener.acknowledgements(answers) == ["AA M1"])
        }
    }

    @Test func `a message that is too long ends the connection before its end is read`() async throws {
        var options = MLLPOptions()
        options.messageBytes = 1_000
        try await TestListener.run(IndexDouble(), options) { listener in
            let received = try await listener.exchange([[0x0B] + [UInt8](repeating: 0x41, count: 1_001)], frames: 0)
            #expect(received.isEmpty)
        }
    }

    @Test func `a message whose end does not come is not waited for, nor is a silent connection`() async throws {
        var options = MLLPOptions()
        options.patience = .milliseconds(200)
        options.idle = .milliseconds(200)
        try await TestListener.run(IndexDouble(), options) { listener in
            // Both return only because the listener closes.
            let begun = try await listener.exchange([[0x0B, 0x4D]], frames: 0)
            let silent = try await listener.exchange([], frames: 0)
            #expect(begun.isEmpty && silent.isEmpty)
        }
    }

    @Test func `an address that is not filed is not taken`() async throws {
        try await TestListener.run(addresses: ["10.0.0.0/8", "::1"]) { listener in
            let received = try await listener.exchange([TestListener.frame(TestListener.registration("M1"))], frames: 1)
            #expect(received.isEmpty)
        }
    }

    @Test func `no more connections are taken than are allowed`() async throws {
        var options = MLLPOptions()
        options.connectionLimit = 1
        try await TestListener.run(IndexDouble(), options) { listener in
            try await listener.connect { inbound, outbound in
                let message = ByteBuffer(bytes: TestListener.frame(TestListener.registration("M1")))
                try await outbound.write(message)
                var iterator = inbound.makeAsyncIterator()
                #expect(try await iterator.next() != nil)
                let received = try await listener.exchange([Array(message.readableBytesView)], frames: 1)
                #expect(received.isEmpty)
                try await outbound.write(message)
                #expect(try await iterator.next() != nil)
            }
        }
    }

    @Test func `a listener that stops answers what it has, closes, and takes nothing more`() async throws {
        let index = SlowIndex()
        try await TestListener.run(index) { listener in
            try await listener.connect { inbound, outbound in
                let bytes = TestListener.frame(TestListener.registration("M1"))
                try await outbound.write(ByteBuffer(bytes: bytes))
                await index.entered()
                await listener.group.triggerGracefulShutdown()
                await #expect(throws: (any Error).self) {
                    try await listener.connect { inbound, _ in
                        for try await _ in inbound { Issue.record("a listener that stops says nothing") }
                        throw ChannelError.eof
                    }
                }
                await index.release()
                var received: [UInt8] = []
                for try await part in inbound { received += part.readableBytesView }
                #expect(try TestListener.acknowledgements(received) == ["AA M1"])
            }
        }
    }

    @Test func `GB 18030 comes in and goes out`() async throws {
        let index = IndexDouble()
        try await TestListener.run(index) { listener in
            // 测试 in GB 18030, then U+20000 in four bytes.
            let name: [UInt8] = [0xB2, 0xE2, 0xCA, 0xD4, 0x95, 0x32, 0x82, 0x36]
            let text = TestListener.registration("M1", name: "%", set: "GB 18030-2000")
            let bytes = text.utf8.flatMap { $0 == UInt8(ascii: "%") ? name : [$0] }
            let query =
                "MSH|^~\\&|HIS|HOSP1|E|R|20260105||QBP^Q22|M2|P|2.5||||||GB 18030-2000\rQPD|N|T|@PID.3.1^M1\rRCP|I\r"
            let received = try await listener.exchange(
                [TestListener.frame(bytes), TestListener.frame(query)],
                frames: 2
            )
            #expect(received.split(separator: 0x0B).last?.firstRange(of: name) != nil)
            let ascii = query.replacing("GB 18030-2000", with: "ASCII").replacing("M2", with: "M3")
            let other = try await listener.exchange([TestListener.frame(ascii)], frames: 1)
            // What ASCII cannot say is said in UTF-8, by its name.
            let message = try MessageReader().read(other.filter { $0 != 0x0B && $0 != 0x1C })
            #expect(message.header.text(18) == "UNICODE UTF-8" && message.first("PID")?.text(5) == "测试\u{20000}")
        }
        #expect(await index.statements.first?.name == .value("测试\u{20000}"))
    }

    @Test func `a character set that is not known and bytes that are no text are refused`() async throws {
        try await TestListener.run { listener in
            let unknown = TestListener.frame(TestListener.registration("M1", set: "BIG-5"))
            let broken = TestListener.registration("M2", name: "%", set: "UNICODE UTF-8").utf8.map {
                $0 == 0x25 ? 0xFF : $0
            }
            let cut = TestListener.registration("M3", name: "%", set: "GB 18030-2000").utf8.map {
                $0 == 0x25 ? 0xFF : $0
            }
            let received = try await listener.exchange(
                [unknown, TestListener.frame(broken), TestListener.frame(cut)],
                frames: 3
            )
            #expect(try TestListener.acknowledgements(received) == ["AE M1", "AE M2", "AE M3"])
        }
    }
}
