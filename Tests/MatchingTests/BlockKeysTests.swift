import Testing

@testable import Matching

struct BlockKeysTests {
    private func parts(_ name: String, birth: String = "1980-05-03") -> Set<BlockKey> {
        Set(record(name, birth: birth, sex: "2").blockKeys.filter { $0.kind == .birthAndPart })
    }

    @Test(arguments: [("李秀琴", "李秀"), ("李秀琴", "李琴"), ("崔玉善", "崔善玉"), ("王丽鹃", "王丽娟"), ("欧阳修文", "欧阳文")])
    func `a name with a character lost, misread or moved is found on its birthday`(one: String, other: String) {
        #expect(!parts(one).isDisjoint(with: parts(other)))
        #expect(parts(one).isDisjoint(with: parts(other, birth: "1980-05-04")))
    }

    @Test func `surname and birthday alone find nobody of another given name`() {
        #expect(parts("李秀琴").isDisjoint(with: parts("李桂兰")))
        #expect(parts("李秀").isDisjoint(with: parts("王秀")))
    }
}
