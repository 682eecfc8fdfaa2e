import HealthCardServices
import Testing

struct AdmissionGateTests {
    @Test func `a lower class is refused first, and nobody keeps a place for it`() {
        var settings = AdmissionSettings()
        (settings.floor, settings.start, settings.ceiling) = (100, 100, 100)
        let gate = AdmissionGate(settings)
        for (kind, places) in [(AdmissionClass.statistics, 30), (.write, 25), (.residentRead, 10), (.scan, 35)] {
            for _ in 0..<places { #expect(gate.enter(kind)) }
            #expect(!gate.enter(kind), "\(kind) has no more than its share")
        }
        #expect(gate.inWorkCount == 100)
        for _ in 0..<1_000 { #expect(gate.enter(.vital)) }
        #expect(gate.inWorkCount == 100, "health and metrics take no place")
        for kind in AdmissionClass.allCases where kind != .vital {
            #expect(gate.figures(of: kind).refused(.limit) == 1)
        }
        gate.leave(.statistics)
        #expect(!gate.enter(.residentRead) && gate.enter(.scan), "the last places are for scans")
    }

    @Test func `what leaves unanswered frees its place and teaches nothing`() {
        let gate = AdmissionGate()
        for _ in 0..<100 { #expect(gate.enter(.scan)) }
        for _ in 0..<100 { gate.leave(.scan) }
        #expect(gate.inWorkCount == 0 && gate.figures(of: .scan).histogram.reduce(0, +) == 0)
    }

    @Test func `the limit finds what a node can do, keeps its latency, and goes back`() {
        var node = SimulatedNode(capacityPerSecond: 2_000, baseSeconds: 0.002)
        node.run(seconds: 2, offered: [.scan: 500])
        #expect(node.last.refused == 0, "below its capacity nobody is refused")
        node.run(seconds: 5, offered: [.scan: 20_000])
        node.run(seconds: 5, offered: [.scan: 20_000])
        #expect(node.last.answered >= 9_000, "at ten times the capacity \(node.last.answered) of 10000 were answered")
        #expect(node.last.slowest <= 0.1, "the slowest took \(node.last.slowest) s")
        node.run(seconds: 10, offered: [.scan: 500])
        node.run(seconds: 1, offered: [.scan: 500])
        #expect(node.last.refused == 0 && node.gate.requestLimit >= 200, "it has recovered")
    }

    @Test func `under any load of the lower classes every scan is let in`() {
        var node = SimulatedNode(capacityPerSecond: 2_000, baseSeconds: 0.002)
        let offered: [AdmissionClass: Double] = [.scan: 800, .residentRead: 4_000, .write: 4_000, .statistics: 4_000]
        node.run(seconds: 5, offered: offered)
        node.run(seconds: 5, offered: offered)
        let refused = node.last.refusedByClass
        let offeredScans = 4_000.0
        #expect(Double(refused[.scan, default: 0]) <= offeredScans * 0.001, "\(refused)")
        let shares = [AdmissionClass.residentRead, .write, .statistics].map { refused[$0, default: 0] }
        #expect(shares == shares.sorted() && shares[0] > 0, "lower classes are refused more: \(refused)")
    }

    @Test func `a stall of the disk does not close the node`() {
        var node = SimulatedNode(capacityPerSecond: 2_000, baseSeconds: 0.002)
        node.run(seconds: 2, offered: [.scan: 1_000])
        node.stall(seconds: 1)
        node.run(seconds: 3, offered: [.scan: 1_000])
        node.run(seconds: 1, offered: [.scan: 1_000])
        #expect(node.last.refused == 0, "\(node.last.refused) refused, limit \(node.gate.requestLimit)")
    }
}
