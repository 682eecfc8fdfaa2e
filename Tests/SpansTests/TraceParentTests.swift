import Spans
import Testing

/// W3C Trace Context, §3.2 and §4.3.
struct TraceParentTests {
    private static let whole = "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01"

    @Test func `a field is read and written as it came`() throws {
        let parent = try #require(TraceParent(reading: Self.whole))
        #expect(parent.trace.high == 0x0af7_6519_16cd_43dd && parent.trace.low == 0x8448_eb21_1c80_319c)
        #expect(parent.span == 0xb7ad_6b71_6920_3331 && parent.isSampled)
        #expect(parent.text == Self.whole)
        #expect(TraceParent(reading: Self.whole.replacing(/01$/, with: "00"))?.isSampled == false)
    }

    /// Of a later version what is known counts, and only the flag that is known.
    @Test(arguments: ["01-", "fe-"], ["", "-later", "-"])
    func `a later version is read as far as it is known`(version: String, more: String) throws {
        let text = version + Self.whole.dropFirst(3).dropLast(2) + "ff" + more
        let parent = try #require(TraceParent(reading: text))
        #expect(parent.text == Self.whole)
    }

    @Test(
        arguments: [
            "", "00", String(whole.dropLast()), whole + "0", whole + "-more",
            "ff-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01",
            "01-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01more",
            "00-0AF7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01",
            "00-00000000000000000000000000000000-b7ad6b7169203331-01",
            "00-0af7651916cd43dd8448eb211c80319c-0000000000000000-01",
            "00-0af7651916cd43dd8448eb211c80319c_b7ad6b7169203331-01",
            "00-0af7651916cd43dd8448eb211c8031 c-b7ad6b7169203331-01",
            "0g-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01",
            "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-0x",
            "00-0af7651916cd43dd8448eb211c80319c-b7ad6b716920333é-0",
        ]
    )
    func `anything else is no field`(text: String) {
        #expect(TraceParent(reading: text) == nil)
    }

    @Test func `numbers with zeros in front keep them`() throws {
        let text = "00-00000000000000000000000000000001-0000000000000002-00"
        #expect(try #require(TraceParent(reading: text)).text == text)
    }
}
