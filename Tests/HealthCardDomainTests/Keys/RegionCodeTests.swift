import HealthCardDomain
import Testing

struct RegionCodeTests {
    @Test(arguments: ["110000", "510000", "510100", "510104", "659001", "999999", "100000"])
    func `six digits from 1 on are a region`(text: String) throws {
        let region = try #require(RegionCode(text))
        #expect(region.text == text && "\(region)" == text)
    }

    @Test(arguments: [
        "", "51010", "5101000", "010000", "51010a", "51 100", " 51010", "510100\n", "５１０１００", "-51010", "+51010",
        "51010\u{0301}", "٥١٠١٠٠",
    ])
    func `anything else is none`(text: String) {
        #expect(RegionCode(text) == nil)
    }

    @Test(arguments: [
        ("510000", "510000", true), ("510000", "510100", true), ("510000", "519900", true),
        ("510000", "510104", true), ("510000", "520000", false), ("510000", "500100", false),
        ("510100", "510100", true), ("510100", "510104", true), ("510100", "510200", false),
        ("510100", "510000", false), ("510100", "510204", false), ("510104", "510104", true),
        ("510104", "510105", false), ("510104", "510100", false), ("510104", "510000", false),
    ])
    func `a region covers itself and what lies in it, and nothing above or beside`(
        outer: String,
        inner: String,
        covers: Bool
    ) throws {
        let (outer, inner) = (try #require(RegionCode(outer)), try #require(RegionCode(inner)))
        #expect(outer.covers(inner) == covers)
    }
}
