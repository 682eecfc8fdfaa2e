/// A peer whose one answer, counted from 0, is wrong in one bit.
final class DifferentialLiar: DifferentialPeer {
    private let truth: any DifferentialPeer
    private let place: Int
    private var asked = 0

    init(telling truth: any DifferentialPeer, wrongAt place: Int) {
        self.truth = truth
        self.place = place
    }

    func ask(_ operation: String, _ fields: [[UInt8]]) throws -> [UInt8]? {
        defer { asked += 1 }
        var answer = try truth.ask(operation, fields)
        guard asked == place else { return answer }
        guard let count = answer?.count, count > 0 else { return answer == nil ? [] : nil }
        answer?[place % count] ^= 1 << UInt8(place % 8)
        return answer
    }
}
