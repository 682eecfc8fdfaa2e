/// The weights by which the engine judges, under a name that every decision carries.
package struct MatchModel: Sendable, Equatable {
    package let name: String

    package static let standard = MatchModel(name: "xinglin-1")
}
