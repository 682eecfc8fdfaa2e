import Foundation
import HealthCardDomain
import HealthCardServices
import TestSupport
import Testing

struct AppQuotaTests {
    private static let app = TestRegion.app.id
    private static let other = TestRegion.idleApp.id

    @Test func `a burst goes through, then the rate, and nobody else is touched`() throws {
        let quota = AppQuota(byDefault: .init(perSecond: 2, burst: 5))
        let start = TestClock.start
        for _ in 0..<5 { try quota.charge(Self.app, at: start) }
        #expect(throws: AdmissionRefusal.quotaExceeded) { try quota.charge(Self.app, at: start) }
        #expect(quota.waitSeconds(of: Self.app, at: start) == 1 && quota.waitSeconds(of: Self.other, at: start) == nil)
        try quota.charge(Self.other, at: start)
        try quota.charge(Self.app, at: start.addingTimeInterval(0.5))
        #expect(throws: AdmissionRefusal.quotaExceeded) {
            try quota.charge(Self.app, at: start.addingTimeInterval(0.6))
        }
        for _ in 0..<5 { try quota.charge(Self.app, at: start.addingTimeInterval(3_600)) }
        #expect(throws: AdmissionRefusal.quotaExceeded) {
            try quota.charge(Self.app, at: start.addingTimeInterval(3_600))
        }
    }

    @Test func `an app's own quota stands before the default, and a clock that jumps back fills nothing`() throws {
        let quota = AppQuota(byDefault: .init(perSecond: 1, burst: 1), own: [Self.app: .init(perSecond: 1, burst: 3)])
        for _ in 0..<3 { try quota.charge(Self.app, at: TestClock.start) }
        let before = TestClock.start.addingTimeInterval(-3_600)
        #expect(throws: AdmissionRefusal.quotaExceeded) { try quota.charge(Self.app, at: before) }
        #expect(!AppQuota().isInUse && quota.isInUse)
    }
}
