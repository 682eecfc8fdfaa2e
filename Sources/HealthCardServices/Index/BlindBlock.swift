/// A block key as the database knows it: blind, cut to 64 bits.
package struct BlindBlock: Sendable, Hashable {
    /// HMAC-SM3 of kind and bytes of the key, under the key of the column.
    package let number: Int64
    /// How many persons it may hold before it is passed over as crowded.
    package let cap: Int
    /// Whether the engine wants to know how many lie under it though it is crowded: names, whose counts are the live
    /// term frequencies.
    package let isCounted: Bool

    package init(number: Int64, cap: Int, isCounted: Bool = false) {
        self.number = number
        self.cap = cap
        self.isCounted = isCounted
    }
}
