package import Matching

/// A block key as the database knows it: blind, cut to 64 bits.
package struct BlindBlock: Sendable, Hashable {
    /// HMAC-SM3 of kind and bytes of the key, under the key of the column.
    package let number: Int64
    package let kind: BlockKey.Kind
    /// How many persons it may hold before it is passed over as crowded.
    package let cap: Int

    /// Whether the engine wants to know how many lie under it though it is crowded: names, whose counts are the live
    /// term frequencies.
    var isCounted: Bool { kind == .name }

    package init(number: Int64, kind: BlockKey.Kind, cap: Int) {
        self.number = number
        self.kind = kind
        self.cap = cap
    }
}
