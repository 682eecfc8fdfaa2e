import ArgumentParser

/// How imports end, for scripts (`docs/import.md`). 1 is any failure: the same command goes on where it stopped.
enum ImportExit {
    /// Everything was read, and some rows were rejected.
    static let rejects = ExitCode(3)
    /// The file was refused as a whole; nothing of it was taken.
    static let fileRefused = ExitCode(65)
}
