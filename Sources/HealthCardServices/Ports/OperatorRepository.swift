package import HealthCardDomain

/// Console accounts.
package protocol OperatorRepository {
    func find(_ id: OperatorID) throws -> Operator?
    func all() throws -> [Operator]
    func save(_ account: Operator) throws
}
