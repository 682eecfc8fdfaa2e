/// The platform's own number of a source record, from 1. It stands for authority and local id in every table.
package struct SourceRecordNumber: Sendable, Hashable, Comparable, CustomStringConvertible {
    package let value: Int64

    package init(trusted value: Int64) { self.value = value }

    package var description: String { String(value) }

    package static func < (left: Self, right: Self) -> Bool { left.value < right.value }
}
