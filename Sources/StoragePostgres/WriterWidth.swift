/// How many transactions of a pool run at once: fewer where they are in each other's way, more where they are not.
///
/// Under SERIALIZABLE two that run side by side are seldom in each other's way, and many often are, since whoever adds a row
/// reads the newest page of the keys that it points to. Each repeat makes the pool narrower, each transaction that met nobody
/// makes it wider, so that it stays where about one in eight runs again.
struct WriterWidth {
    /// Two would get as much done. A third, so that long ones, such as a bulk registration, do not keep a clerk waiting.
    private static let least = 3.0
    private static let narrower = 0.9
    /// Eight of these and one of those leave the width as it was: 0.9^(-1/8).
    private static let wider = 1.013_26

    private let most: Double
    private var width: Double

    /// Begins as wide as the pool.
    ///
    /// - Parameter most: the connections of the pool.
    init(most: Int) {
        self.most = Double(most)
        width = Double(most)
    }

    /// How many may run at once now.
    var count: Int { Int(width) }

    /// Notes how a transaction ended.
    ///
    /// - Parameter contentions: how often another was in its way.
    mutating func ended(contentions: Int) {
        guard contentions > 0 else {
            width = min(width * Self.wider, most)
            return
        }
        let least = min(Self.least, most)
        for _ in 0..<contentions where width > least { width = max(width * Self.narrower, least) }
    }
}
