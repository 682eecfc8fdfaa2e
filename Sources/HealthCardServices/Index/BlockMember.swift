package import HealthCardDomain

/// An index under a block.
package struct BlockMember: Sendable, Equatable {
    /// Of the block among those that were asked for, from 0.
    package let position: Int
    /// The index that stands in the block.
    package let member: IndexNumber
    /// The person whose index that is today.
    package let survivor: IndexNumber

    package init(position: Int, member: IndexNumber, survivor: IndexNumber) {
        self.position = position
        self.member = member
        self.survivor = survivor
    }
}
