/// What the system says of this process.
package struct ProcessFigures: Sendable {
    package let residentBytes: Int
    package let openHandles: Int
    package let maximumHandles: Int
    /// User and system time since the start.
    package let cpuSeconds: Double

    package init(residentBytes: Int, openHandles: Int, maximumHandles: Int, cpuSeconds: Double) {
        (self.residentBytes, self.openHandles) = (residentBytes, openHandles)
        (self.maximumHandles, self.cpuSeconds) = (maximumHandles, cpuSeconds)
    }
}
