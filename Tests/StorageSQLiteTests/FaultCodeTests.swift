import Storage
import Testing

@testable import StorageSQLite

@Suite struct FaultCodeTests {
    /// 13 `SQLITE_FULL`; 4874 `SQLITE_IOERR_SHMSIZE`, where the log's index finds no space to grow into.
    @Test(arguments: [13, 4874] as [Int32])
    func `a disk without space is said to be full`(code: Int32) {
        #expect(SQLiteFault.fault(code, in: "uses.add") == .outOfSpace)
    }

    /// 10 `SQLITE_IOERR`; 1034 `SQLITE_IOERR_FSYNC`; 11 `SQLITE_CORRUPT`.
    @Test(arguments: [10, 1034, 11] as [Int32])
    func `another trouble of the disk is not said to be a full one`(code: Int32) {
        #expect(SQLiteFault.fault(code, in: "uses.add") == .engine(code: Int(code), statement: "uses.add"))
    }

    @Test func `a file that takes no writes is said to be read only`() {
        #expect(SQLiteFault.fault(8, in: "uses.add") == .readOnly)
    }
}
