/// The number of a main index (主索引): one person as the platform knows them. It counts up from 1, is never given
/// again, and goes on answering after its person was merged into another.
package struct IndexNumber: Sendable, Hashable, Comparable, CustomStringConvertible {
    package let value: Int64

    /// Takes a number; `nil` below 1.
    package init?(_ value: Int64) {
        guard value >= 1 else { return nil }
        self.value = value
    }

    package init(trusted value: Int64) { self.value = value }

    package var description: String { String(value) }

    package static func < (left: Self, right: Self) -> Bool { left.value < right.value }
}
