import Matching
import Testing

struct RecordEncodingTests {
    @Test func `a record is what its stored form says`() throws {
        let record = MatchRecord(
            SourceFields(name: "张伟", sex: "1", birthDate: "1980-05-03", idType: "01", idNumber: "11010519491231002X")
        )
        #expect(try MatchRecord(encoded: record.encoded) == record)
    }
}
