import HL7v2
import IndexDouble
import Testing

struct GoldenTests {
    @Test func `each message of a day is answered as its file says`() async throws {
        let responder = MadeUpRegion.responder(IndexDouble())
        let names = try Golden.names()
        #expect(names.count == 25)
        for name in names {
            let answer = await responder.answer(try Golden.bytes(name + ".in"), from: MadeUpRegion.senders)
            let message = try #require(answer?.message, "\(name)")
            #expect(Golden.text(message.encoded) == Golden.text(try Golden.bytes(name + ".out")), "\(name)")
            #expect(answer?.fault == nil, "\(name)")
        }
    }

    @Test func `each message and each answer reads back equal`() throws {
        for name in try Golden.names() {
            for end in [".in", ".out"] {
                let bytes = try Golden.bytes(name + end)
                let message = try MessageReader().read(bytes)
                #expect(Golden.text(message.encoded) == Golden.text(bytes), "\(name)\(end)")
                #expect(try MessageReader().read(message.encoded) == message)
            }
        }
    }

    @Test func `nothing of a message is printed`() throws {
        let message = try MessageReader().read(try Golden.bytes("01-register.in"))
        #expect("\(message)" == "<redacted>")
        var dumped = ""
        dump(message, to: &dumped)
        #expect(!dumped.contains("P0001"))
    }
}
