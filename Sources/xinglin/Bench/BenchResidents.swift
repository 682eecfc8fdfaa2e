import ArgumentParser
import Foundation
import HealthCardDomain

/// `xinglin bench residents`: writes a list of made-up residents, to be imported. The same seed gives the same list.
///
/// Nobody is meant: region 519902 and phones that begin with 154 are given to no place and nobody.
struct BenchResidents: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "residents",
        abstract: "Write a CSV list of made-up residents."
    )

    @Option(help: "How many residents; 1 to 25,000,000.")
    var count: Int

    @Option(help: "Another seed, other names and an order of its own.")
    var seed: UInt64 = 1

    @Option(help: "The file to write.")
    var out: String

    private static let surnames = Array("王李张刘陈杨黄赵周吴徐孙马朱胡林郭何高罗郑梁谢宋唐许邓冯韩曹")
    private static let given = Array("安宁清和明远文博雅静嘉禾若溪思源子墨晓晨云舒景行怀瑾知夏春生秋实立新建国秀兰桂英")
    private static let regionCode = "519902"
    private static let blockBytes = 1 << 20
    /// Births from 1940 to 2014, days 1 to 28: 25,200 dates with 999 numbers each.
    private static let (firstYear, years) = (1940, 75)

    func validate() throws {
        guard (1...25_000_000).contains(count) else { throw ValidationError("--count must be 1 to 25000000") }
    }

    func run() async throws {
        guard FileManager.default.createFile(atPath: out, contents: nil, attributes: [.posixPermissions: 0o600]),
            let file = FileHandle(forWritingAtPath: out)
        else { throw ValidationError("--out cannot be written") }
        var generator = SeededGenerator(seed: seed)
        var block = Array("姓名,证件类型,身份证号,手机号,民族\n".utf8)
        for index in 0..<count {
            block += Self.line(index, using: &generator)
            if block.count >= Self.blockBytes {
                try file.write(contentsOf: block)
                block.removeAll(keepingCapacity: true)
            }
        }
        try file.write(contentsOf: block)
        try file.close()
    }

    private static func line(_ index: Int, using generator: inout SeededGenerator) -> [UInt8] {
        let days = years * 12 * 28
        let (sequence, day) = index.quotientAndRemainder(dividingBy: days)
        let year = firstYear + day % years
        let month = day / years % 12 + 1
        let date = day / years / 12 + 1
        let digits = regionCode + String(year * 10_000 + month * 100 + date) + String(1_001 + sequence).dropFirst()
        let check = CitizenIDNumber.checkCharacter(of17Digits: digits) ?? "?"
        var name = String(pick(surnames, &generator))
        for _ in 0..<Int.random(in: 1...2, using: &generator) { name.append(pick(given, &generator)) }
        let phone = "154" + String(100_000_000 + Int.random(in: 0..<100_000_000, using: &generator)).dropFirst()
        return Array("\(name),01,\(digits)\(check),\(phone),01\n".utf8)
    }

    private static func pick(_ characters: [Character], _ generator: inout SeededGenerator) -> Character {
        characters[Int.random(in: 0..<characters.count, using: &generator)]
    }
}
