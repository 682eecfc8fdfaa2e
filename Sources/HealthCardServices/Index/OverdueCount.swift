package import HealthCardDomain

/// How many registrations of an authority should say by now who the person is.
package struct OverdueCount: Sendable, Equatable {
    package let authority: AssigningAuthority
    package let kind: PersonKind
    package let count: Int

    package init(authority: AssigningAuthority, kind: PersonKind, count: Int) {
        self.authority = authority
        self.kind = kind
        self.count = count
    }
}
