/// A block key as the database knows it: blind, cut to 64 bits.
package struct BlindBlock: Sendable, Hashable {
    /// HMAC-SM3 of kind and bytes of the key, under the key of the column.
    package let number: Int64
    /// How many persons it may hold before it is passed over as crowded.
    package let cap: Int

    package init(number: Int64, cap: Int) {
        self.number = number
        self.cap = cap
    }
}
