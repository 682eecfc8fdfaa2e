import HealthCardDomain
import Testing

struct ModelIDTests {
    @Test(arguments: ["xinglin-1/0", "a/12", "xinglin-latin-1/345"])
    func `a model id is what its text says`(text: String) throws {
        #expect(try #require(ModelID(text)).description == text)
    }

    @Test(arguments: [
        "", "/", "xinglin-1", "xinglin-1/", "/1", "a/b", "a/-1", "a/01", "a/+1", "a/1/2", "A/1", "a b/1", "甲/1",
        "a/99999999999999999999", String(repeating: "a", count: 41) + "/1",
    ])
    func `nothing else is one`(text: String) {
        #expect(ModelID(text) == nil)
    }
}
