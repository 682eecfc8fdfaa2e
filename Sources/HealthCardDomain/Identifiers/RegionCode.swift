/// An administrative region of GB/T 2260: six digits, of which two name the province and four the city.
package struct RegionCode: Sendable, Hashable, CustomStringConvertible {
    package let text: String

    /// Reads six ASCII digits that begin with 1 to 9; anything else is `nil`.
    package init?(_ text: String) {
        guard text.utf8.count == 6, text.utf8.first != UInt8(ascii: "0"),
            text.utf8.allSatisfy({ (UInt8(ascii: "0")...UInt8(ascii: "9")).contains($0) })
        else { return nil }
        self.text = text
    }

    package var description: String { text }

    /// Whether `other` is this region or lies in it: a province (`510000`) covers its cities, a city (`510100`) its
    /// districts, a district itself alone.
    package func covers(_ other: RegionCode) -> Bool {
        let length = text.hasSuffix("0000") ? 2 : text.hasSuffix("00") ? 4 : 6
        return other.text.utf8.prefix(length).elementsEqual(text.utf8.prefix(length))
    }
}
