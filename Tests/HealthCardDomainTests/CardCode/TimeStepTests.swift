import Foundation
import HealthCardDomain
import Testing

struct TimeStepTests {
    @Test(arguments: [(0.0, UInt32(0)), (29.999, 0), (30, 1), (59.999, 1), (1_790_040_800, 59_668_026)])
    func `an instant belongs to the step of its 30 seconds`(seconds: Double, number: UInt32) {
        #expect(TimeStep(at: Date(timeIntervalSince1970: seconds)).number == number)
    }

    @Test func `steps are ordered as time is`() {
        #expect(TimeStep(number: 1) < TimeStep(number: 2))
        #expect(TimeStep(number: 2).lastAccepted == Date(timeIntervalSince1970: 120))
    }

    @Test func `every refusal of a code has a code of its own and names the code`() {
        let refusals: [CodeRefusal] = [
            .malformed, .unknownType, .unknownVersion, .notGenuine, .wrongApp, .expired, .notYetValid, .replayed,
        ]
        #expect(Set(refusals.map(\.code)).count == refusals.count)
        for refusal in refusals {
            #expect(refusal.field == "code")
            #expect(refusal.code.rawValue.hasPrefix("code_"))
        }
    }
}
