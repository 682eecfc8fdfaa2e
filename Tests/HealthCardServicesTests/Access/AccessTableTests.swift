import HealthCardDomain
import HealthCardServices
import TestSupport
import Testing

struct AccessTableTests {
    /// Written down a second time, so that a slip in the table is seen: app, resident, clerk, centre, anonymous.
    private static let expected: [(AccessOperation, String)] = [
        (.cardRegister, "app resident clerk"), (.cardRead, "app resident"), (.cardCancel, "app resident"),
        (.cardResume, "resident"), (.codeGenerate, "app resident clerk"), (.codeScan, "app clerk"),
        (.looksRead, "app resident"), (.lookDispute, "resident"), (.personQuery, "app"), (.personUpdate, "app"),
        (.usesUpload, "app"), (.figuresRead, "centre"), (.signIn, "anonymous"),
        (.cardPreissue, "centre"), (.indexRegister, "centre"), (.accessFile, "centre"), (.registryExport, "centre"),
        (.indexFeed, "app"), (.indexMatch, "app"), (.indexRead, "app centre"), (.indexDecide, "centre"),
        (.keysRead, "centre"), (.keysManage, "custodian"), (.recordsDrop, "centre"),
        (.indexEvents, "app"), (.indexSubscribe, "centre"),
    ]

    private static func actor(of role: Role) throws -> Actor {
        switch role {
        case .app:
            .app(
                App(
                    id: AppID(trusted: "all"),
                    name: "all",
                    recordNumber: AppRecordNumber(trusted: "R1"),
                    institution: nil,
                    status: .authorised,
                    operations: Set(AccessOperation.allCases)
                )
            )
        case .resident: .resident(try MadeUpResident.phone(1), persons: [])
        case .clerk: .account(TestRegion.clerk)
        case .centre: .account(TestRegion.centre)
        case .custodian: .custodian(OperatorID(trusted: "K1"))
        case .anonymous: .anonymous
        }
    }

    private static func refusal(_ operation: AccessOperation, of actor: Actor) -> AccessRefusal? {
        do {
            try AccessTable.require(operation, of: actor)
            return nil
        } catch {
            return error
        }
    }

    @Test func `the matrix names every operation once`() {
        #expect(Self.expected.map(\.0).sorted() == AccessOperation.allCases.sorted())
    }

    @Test(arguments: expected)
    func `each role may do what the matrix says and nothing else`(operation: AccessOperation, roles: String) throws {
        let allowed = Set(roles.split(separator: " ").compactMap { Role(rawValue: String($0)) })
        for role in Role.allCases {
            let refusal = Self.refusal(operation, of: try Self.actor(of: role))
            if allowed.contains(role) {
                #expect(refusal == nil, "\(role)")
            } else {
                #expect(refusal == (role == .anonymous ? .notSignedIn : .operationNotAllowed(operation)), "\(role)")
            }
        }
    }

    @Test(arguments: AccessOperation.allCases)
    func `an app without the authorisation may not, whatever its role may`(operation: AccessOperation) {
        #expect(Self.refusal(operation, of: .app(TestRegion.idleApp)) == .operationNotAllowed(operation))
    }

    @Test(arguments: [AccessStatus.filed, .frozen, .withdrawn])
    func `an app or account that is not authorised may nothing`(status: AccessStatus) {
        let app = App(
            id: AppID(trusted: "a"),
            name: "a",
            recordNumber: AppRecordNumber(trusted: "R1"),
            institution: nil,
            status: status,
            operations: Set(AccessOperation.allCases)
        )
        let clerk = Operator(
            id: OperatorID(trusted: "c"),
            name: "c",
            role: .clerk,
            institution: TestRegion.hospital,
            status: status
        )
        for operation in AccessOperation.allCases {
            #expect(Self.refusal(operation, of: .app(app)) != nil)
            #expect(Self.refusal(operation, of: .account(clerk)) != nil)
        }
        #expect(Self.refusal(.codeScan, of: .app(app)) == .callerNotAuthorised(is: status))
        #expect(Self.refusal(.codeScan, of: .account(clerk)) == .callerNotAuthorised(is: status))
    }
}
