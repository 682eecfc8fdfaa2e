import HealthCardServices
import ImportFiles
import SeededRandom
import Testing

struct ReaderTests {
    private static let header = "姓名,身份证号,备注\n"

    private static func reader(
        _ bytes: [UInt8],
        block: Int = .max,
        kind: ImportKind = .residents,
        stated: [String: ImportColumn] = [:]
    ) throws -> ImportFileReader {
        try ImportFileReader(MemoryBytes(bytes: bytes, block: block), map: HeaderMap(kind, stated: stated))
    }

    private static func all(_ reader: ImportFileReader, limit: Int = 1_000) throws -> [Result<ImportRow, RowReject>] {
        var rows: [Result<ImportRow, RowReject>] = []
        while true {
            let part = try reader.rows(limit: limit)
            rows += part.rows
            if part.isLast { return rows }
        }
    }

    private static func fault(_ text: String) throws -> [String?] {
        try all(reader(Array((header + text).utf8))).map { row in
            if case .failure(let reject) = row { reject.code } else { nil }
        }
    }

    @Test func `headers of the field are known, other columns are left out`() throws {
        let reader = try Self.reader([0xEF, 0xBB, 0xBF] + Array("序号, 姓名 ,证件号码\r\n1,张三,X1\r\n".utf8))
        #expect(reader.ignored == ["序号"])
        #expect(reader.encoding == .utf8 && reader.form == .csv)
        let row = try #require(try Self.all(reader).first?.get())
        #expect(row.number == 1 && row[.name] == "张三" && row[.idNumber] == "X1" && row[.phone] == nil)
    }

    @Test func `a stated header goes before the known ones`() throws {
        let bytes = Array("姓名,本名,身份证号\n张三,李四,X1\n".utf8)
        let row = try #require(try Self.all(Self.reader(bytes, stated: ["本名": .name])).first?.get())
        #expect(row[.name] == "李四")
        #expect(throws: FileRefusal.headerMissing("别名")) { try Self.reader(bytes, stated: ["别名": .name]) }
        #expect(throws: FileRefusal.columnTwice(.name)) {
            try Self.reader(Array("姓名,name,身份证号\n".utf8))
        }
        #expect(throws: FileRefusal.columnMissing(.idNumber)) { try Self.reader(Array("姓名\n张三\n".utf8)) }
    }

    @Test func `what is wrong with a row is said of that row alone`() throws {
        #expect(try Self.fault("张三,1,\n") == [nil])
        #expect(try Self.fault("张三,1\n李四,2,\n") == ["import_column_count", nil])
        #expect(try Self.fault("张三,\u{0}1,\n李四,2,\n") == ["import_nul", nil])
        #expect(try Self.fault("张\"三,1,\n李四,2,\n") == ["import_quote", nil])
        #expect(try Self.fault("\"张三\"x,1,\n李四,2,\n") == ["import_quote", nil])
        #expect(try Self.fault("李四,2,\n\"张三,1,\n") == [nil, "import_quote"])
        #expect(
            try Self.fault("张三,\(String(repeating: "1", count: 5_000)),\n李四,2,\n") == ["import_cell_too_long", nil]
        )
        #expect(try Self.fault(String(repeating: ",", count: 100) + "\n李四,2,\n") == ["import_column_count", nil])
        #expect(try Self.fault("\n\r\n李四,2,\n\n") == [nil])
    }

    @Test(arguments: ["=1+1", "+cmd", "-2", "@SUM(A1)", "\tx", "＝1", "=HYPERLINK(\"\"x\"\")"])
    func `a cell that a spreadsheet would run is refused`(cell: String) throws {
        #expect(try Self.fault("\"\(cell)\",1,\n李四,2,\n") == ["import_formula_cell", nil])
    }

    @Test func `a phone number with its country code is no formula`() throws {
        let bytes = Array("姓名,身份证号,手机号\n张三,1,+8613800000001\n张三,1,+86=1\n".utf8)
        let rows = try Self.all(Self.reader(bytes))
        #expect(try rows[0].get()[.phone] == "+8613800000001")
        #expect(throws: RowReject.self) { try rows[1].get() }
    }

    @Test func `a row without an end is left out in bounded memory, and the next line is read`() throws {
        let bomb = "\"" + String(repeating: "长", count: 200_000) + "\n李四,2,\n"
        #expect(try Self.fault(bomb) == ["import_row_too_long", nil])
        #expect(try Self.fault(String(repeating: "x", count: 700_000) + "\n李四,2,\n") == ["import_row_too_long", nil])
    }

    @Test func `packed files, wide encodings and empty files are refused as a whole`() {
        for (bytes, refusal) in [
            ([0x1F, 0x8B, 8, 0], FileRefusal.compressed), ([0x50, 0x4B, 3, 4, 20], .compressed),
            ([0xFF, 0xFE, 0x20, 0], .encoding), ([], .empty), ([0x20, 0x0A], .empty),
        ] as [([UInt8], FileRefusal)] {
            #expect(throws: refusal) { try Self.reader(bytes) }
        }
    }

    /// 张三 and 𠮷 in GB 18030, the latter in four bytes.
    @Test func `GB 18030 is told from UTF-8, and a byte that is no text rejects its row alone`() throws {
        let name: [UInt8] = [0xD5, 0xC5, 0xC8, 0xFD]
        let header: [UInt8] = [0xD0, 0xD5, 0xC3, 0xFB] + Array(",id_no\n".utf8)
        let rare: [UInt8] = [0x95, 0x34, 0xB2, 0x35]
        let bytes =
            header + name + Array(",1\n".utf8) + rare + Array(",2\n".utf8) + [0xD5, 0xFF] + Array(",3\n".utf8) + name
            + Array(",4\n".utf8)
        let reader = try Self.reader(bytes)
        #expect(reader.encoding == .gb18030)
        let rows = try Self.all(reader)
        #expect(rows.count == 4)
        #expect(try rows[0].get()[.name] == "张三")
        #expect(try rows[1].get()[.name]?.unicodeScalars.count == 1)
        #expect(throws: RowReject(.notText, row: 3, column: .name)) { try rows[2].get() }
        #expect(try rows[3].get()[.idNumber] == "4")
    }

    @Test func `lines of JSON are read by name`() throws {
        let lines = """
            {"姓名":"张\\u4e09\\ud842\\udfb7","id_no":"1","x":"y","phone":null}
            {"name":"李四","姓名":"李四","id_no":"1"}
            {"name":["a"]}
            {"name":"=1","id_no":"1"}
            not json
            {"name":"王五","id_no":"2"}
            """
        let reader = try Self.reader(Array(lines.utf8))
        #expect(reader.form == .ndjson)
        let rows = try Self.all(reader)
        #expect(try rows[0].get()[.name] == "张三𠮷")
        let codes = rows.map { row -> String? in if case .failure(let reject) = row { reject.code } else { nil } }
        #expect(
            codes == [
                nil, "import_not_object", "import_not_object", "import_formula_cell", "import_not_object", nil,
            ]
        )
    }

    /// Random cells, quoted as they need, in windows of random size, read in parts and with a restart after each part.
    @Test(arguments: 0..<60)
    func `what was written is read back, across windows and restarts`(seed: Int) throws {
        var generator = SeededGenerator(seed: UInt64(seed))
        let alphabet = Array("ab,\"\n\r;\t 张三𠮷é=1")
        var text = Self.header
        var expected: [[String]] = []
        for _ in 0..<40 {
            let cells = (0..<3).map { _ in
                "c"
                    + String(
                        (0..<Int.random(in: 0...12, using: &generator)).map { _ in
                            alphabet.randomElement(using: &generator) ?? "x"
                        }
                    )
            }
            expected.append(cells)
            let line = cells.map { cell in
                let isPlain = !cell.unicodeScalars.contains { ",\"\n\r".unicodeScalars.contains($0) }
                guard isPlain, Bool.random(using: &generator) else {
                    return "\""
                        + cell.split(separator: "\"", omittingEmptySubsequences: false).joined(separator: "\"\"") + "\""
                }
                return cell
            }
            text += line.joined(separator: ",") + (Bool.random(using: &generator) ? "\r\n" : "\n")
        }
        let bytes = Array(text.utf8)
        let block = Int.random(in: 1...300, using: &generator)
        let limit = Int.random(in: 1...9, using: &generator)
        var (found, place): ([[String]], Int64?) = ([], nil)
        while true {
            let reader = try Self.reader(bytes, block: block)
            if let place { try reader.skip(to: place, after: found.count) }
            let part = try reader.rows(limit: limit)
            for row in part.rows {
                let row = try row.get()
                #expect(row.number == found.count + 1)
                found.append([row[.name] ?? "", row[.idNumber] ?? ""])
            }
            if part.isLast { break }
            place = part.bytes.upperBound
        }
        #expect(found == expected.map { Array($0[0..<2]) })
    }

    /// Any bytes at all: no trap, no loop without an end, every row accounted for by its bytes.
    @Test(arguments: 0..<200)
    func `no bytes stop the reader`(seed: Int) throws {
        var generator = SeededGenerator(seed: UInt64(seed))
        let signs = Array("\",\n\r\t=;|\\{}[]:ab".utf8) + [0, 0x80, 0xC3, 0xFF, 0xE5, 0xBC, 0xA0]
        let tail = (0..<Int.random(in: 0...3_000, using: &generator)).map { _ in
            signs.randomElement(using: &generator) ?? 0
        }
        let start =
            Bool.random(using: &generator) ? Array(Self.header.utf8) : Array("{\"name\":\"a\",\"id_no\":\"1\"}\n".utf8)
        let reader = try Self.reader(start + tail, block: Int.random(in: 1...500, using: &generator))
        var (place, rows) = (reader.firstRow, 0)
        while true {
            let part = try reader.rows(limit: 7)
            #expect(part.bytes.lowerBound == place)
            place = part.bytes.upperBound
            rows += part.rows.count
            if part.isLast { break }
        }
        #expect(place == Int64(start.count + tail.count))
        #expect(rows <= tail.count + 1)
    }
}
