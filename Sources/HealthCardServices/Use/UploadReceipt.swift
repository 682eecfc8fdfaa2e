/// What became of an upload of uses.
package struct UploadReceipt: Sendable, Equatable {
    package let recorded: Int
    /// Rows that were recorded by an earlier upload.
    package let repeated: Int

    package init(recorded: Int, repeated: Int) {
        self.recorded = recorded
        self.repeated = repeated
    }
}
