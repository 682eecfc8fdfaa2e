/// A candidate as somebody is told of it who asks whom a description may mean.
package struct GradedCandidate: Sendable, Equatable {
    package let index: Int64
    package let grade: MatchGrade
    package let explanation: Explanation
}
