import Testing

@testable import Matching

/// Twins whose names, certificates and marks are mixed up at a window.
struct TwinTests {
    private let phone = "13912340001"
    private let house = "清江市白水县南湖路328号安居小区10幢701室"

    private func twin(_ name: String, _ number: String = "") -> MatchRecord {
        record(name, number, birth: "2015-06-07", sex: "1", phone: phone, address: house)
    }

    @Test func `an exact name proves nothing where the twin's is one slip away`() {
        let (first, second) = (number("11010520150607101"), number("11010520150607103"))
        let persons = [[twin("常依星", first)], [twin("常依行")]]
        #expect(decide(twin("常依行", second), persons).outcome == .opens)
        #expect(decide(twin("常依行", second), [persons[1]]).outcome == .links(to: 1))
        #expect(decide(twin("常依行", second), [persons[0], [twin("常依行", second)]]).outcome == .links(to: 2))
    }

    @Test func `a child of the other sex under the same name may be the twin, whose name was taken`() {
        func named(_ sex: String, on day: String) -> MatchRecord {
            record("常依星", birth: "2000-06-07", sex: sex, phone: phone, address: house, on: day)
        }
        let known = named("1", on: "2016-01-05")
        let decision = decide(named("2", on: "2018-06-01"), [[known]])
        #expect(decision.outcome == .opens)
        #expect(decision.reviews.map(\.index) == [1])
        #expect(decide(named("1", on: "2018-06-01"), [[known]]).outcome == .links(to: 1))
        // Grown up, they speak for themselves: the sex is a slip.
        let grown = named("1", on: "2019-01-05")
        #expect(decide(named("2", on: "2020-06-01"), [[grown]]).outcome == .links(to: 1))
        // So it is beside one number.
        let own = number("11010520000607101")
        let other = record("常依星", own, birth: "2000-06-07", sex: "2", phone: phone)
        #expect(decide(other, [[record("常依星", own, birth: "2000-06-07", sex: "1")]]).outcome == .links(to: 1))
    }

    @Test func `sisters have their father's name behind the dot, and their own before it`() {
        let known = twin("努尔古丽·艾合买提")
        #expect(decide(twin("帕提古丽·艾合买提"), [[known]]).outcome == .opens)
        #expect(decide(twin("努尔古丽·艾合麦提"), [[known]]).outcome == .links(to: 1))
        #expect(decide(twin("努尔古丽.艾合买提"), [[known]]).outcome == .links(to: 1))
        // And those of one clan have its name there.
        #expect(decide(twin("木乃·拉铁"), [[twin("木乃拉日")]]).outcome == .opens)
    }

    @Test func `names of one sound beside two certificates are those of twins`() {
        func child(_ name: String, _ certificate: String) -> MatchRecord {
            record(name, certificate, birth: "2015-06-07", sex: "1", phone: phone, idType: "99")
        }
        #expect(decide(child("王语辰", ""), [[child("王宇宸", "O517450337")]]).outcome == .links(to: 1))
        #expect(decide(child("王语辰", "O517450336"), [[child("王宇宸", "O517450337")]]).outcome == .opens)
    }

    @Test func `twins have no given name in common, so another surname is another parent's`() {
        #expect(decide(twin("林依星"), [[twin("常依星")]]).outcome == .links(to: 1))
        #expect(decide(twin("林依行"), [[twin("常依星")]]).outcome == .opens)
        #expect(decide(twin("洛桑德吉"), [[twin("格桑德吉")]]).outcome == .opens)
    }

    @Test func `twins may have each other's characters`() {
        #expect(decide(twin("张丹静"), [[twin("张静丹")]]).outcome == .opens)
        #expect(decide(twin("静丹张"), [[twin("张静丹")]]).outcome == .links(to: 1))
    }

    @Test func `a mark of birth order at home leaves a like name to a person`() {
        let known = twin("申若汐")
        let marked = record("梁红之小子", birth: "2015-06-07", phone: phone, guardian: "梁红", on: "2015-06-08")
        #expect(decide(twin("申弱溪"), [[known]]).outcome == .links(to: 1))
        #expect(decide(twin("申弱溪"), [[known], [marked]]).outcome == .opens)
    }

    @Test(
        arguments: [
            "梁红小婴", "梁红小婴儿", "梁红之子（小）", "梁红之小子", "梁红小孩B", "梁红BB2", "梁红BABY2", "梁红bb小", "梁红之二婴", "梁红之子小",
            "梁红小子", "梁红宝宝中", "梁红之子2床乙",
        ]
    )
    func `the second of several is not the child that was seen alone`(name: String) {
        let child = ["2018-03-01", "2019-03-01", "2020-03-01", "2021-03-01"].map { day in
            record("申若汐", birth: "2015-06-07", sex: "1", phone: phone, address: house, on: day)
        }
        let newborn = record(name, birth: "2015-06-07", sex: "1", phone: phone, guardian: "梁红", on: "2015-06-08")
        #expect(decide(newborn, [child]).outcome == .opens)
        let only = record("梁红之子", birth: "2015-06-07", sex: "1", phone: phone, guardian: "梁红", on: "2015-06-08")
        #expect(decide(only, [child]).outcome == .links(to: 1))
    }

    @Test(arguments: [("刘丽娟大子", 1), ("王芳小女", 2), ("王芳大子", 1), ("刘丽娟子", 0), ("王小子", 0)])
    func `the size of an infant says which of several it is`(name: String, order: UInt8) {
        let infant = record(name, birth: "2024-05-30")
        #expect(infant.kind == .newborn)
        #expect(infant.newborn.order == order)
    }

    @Test func `a twin's card under a name that sounds like the twin's is found out by the twin's own`() {
        let (first, second) = (number("11010520150607103"), number("11010520150607101"))
        let wrongCard = twin("舒婉怡", first)
        #expect(decide(twin("舒婉逸", first), [[wrongCard]]).outcome == .links(to: 1))
        #expect(decide(twin("舒婉逸", first), [[wrongCard], [twin("舒婉怡", second)]]).outcome == .opens)
    }

    @Test func `what a person's other records prove is no proof where the twin has nearly the name`() {
        let own = number("51910520150607391")
        let lost = twin("康皓□", own)
        let persons = [
            [record("康皓行", own, birth: "2015-06-07", sex: "1", phone: phone)], [lost],
            [twin("康皓玥", number("51910520150607389"))],
        ]
        let visit = twin("康皓行")
        #expect(decide(visit, Array(persons.prefix(2))).outcome == .joins([1, 2]))
        #expect(decide(visit, persons).outcome == .links(to: 1))
    }

    @Test func `a certificate does not tell which of several newborns it is`() {
        func newborn(_ name: String) -> MatchRecord {
            record(
                name,
                "O513304942",
                birth: "2024-05-30",
                sex: "1",
                phone: phone,
                idType: "99",
                guardian: "王芳",
                on: "2024-06-02"
            )
        }
        let child = record("谭沐翔", "O513304942", birth: "2024-05-30", sex: "1", phone: phone, idType: "99")
        #expect(decide(child, [[newborn("王芳之子")]]).outcome == .links(to: 1))
        #expect(decide(child, [[newborn("王芳之子乙")]]).outcome == .opens)
    }
}
