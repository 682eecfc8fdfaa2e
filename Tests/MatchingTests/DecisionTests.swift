import Matching
import Testing

/// What links and what never does, person by person.
struct DecisionTests {
    private let adult = number("11010519800503101")
    private let house = "清江市白水县南湖路328号安居小区10幢701室"
    private let phone = "13912340001"

    private func links(_ decision: Decision) -> Int64? {
        if case .links(let to) = decision.outcome { return to }
        return nil
    }

    @Test func `a rare name in Latin letters does not join dates of two generations, a document does`() {
        func patient(_ name: String, _ birth: String, _ passport: String) -> MatchRecord {
            record(name, passport, birth: birth, idType: "99")
        }
        let known = patient("zephyrine quillfeather", "1954-09-24", "1804853")
        let engine = MatchEngine(model: .latin)
        func isLinked(_ other: MatchRecord) -> Bool {
            let candidates = [CandidatePerson(index: 1, records: [known])]
            let counts = BlockCounts(persons: 40_000, counts: [:])
            return engine.decide(other, among: candidates, counts: counts).outcome == .links(to: 1)
        }
        #expect(!isLinked(patient("zephyrine quillfeather", "1981-05-11", "6240008")))
        #expect(isLinked(patient("zephyrine quillfeather", "1981-05-11", "1804853")))
        #expect(isLinked(patient("zephyrine quilfeather", "1954-09-24", "1804853")))
    }

    @Test func `a valid number and a like name link`() {
        let decision = decide(record("章伟", adult, birth: "1980-05-03"), [[record("张伟", adult, birth: "1980-05-03")]])
        #expect(links(decision) == 1)
        #expect(decision.explanation?.rule == .ownNumber)
        #expect(decision.explanation?.vetoes == [])
    }

    @Test func `a shared number with unlike names never links`() {
        let decision = decide(record("李强", adult), [[record("张伟", adult, birth: "1980-05-03")]])
        #expect(decision.outcome == .opens)
    }

    @Test func `two valid numbers are two people whatever else agrees`() {
        let other = number("11010519800503103")
        let one = record("张伟", adult, birth: "1980-05-03", sex: "1", phone: phone, address: house)
        let two = record("张伟", other, birth: "1980-05-03", sex: "1", phone: phone, address: house)
        #expect(decide(two, [[one]]).outcome == .opens)
    }

    @Test func `two valid numbers under one name at one mobile phone go to a person`() {
        let other = number("11010519750311103")
        func holder(_ name: String, _ number: String, _ phone: String) -> MatchRecord {
            record(name, number, sex: "1", phone: phone, address: house)
        }
        let known = holder("张伟", adult, phone)
        // The number was changed, or a relative's card was read.
        let decision = decide(holder("张伟", other, phone), [[known]])
        #expect(decision.outcome == .opens)
        #expect(decision.reviews.map(\.explanation.vetoes) == [[.twoNumbers]])
        for (name, phone) in [("张玮", phone), ("张伟", "13912340002"), ("张伟", "0849-2955060"), ("张伟", "")] {
            let decision = decide(holder(name, other, phone), [[known]])
            #expect(decision.outcome == .opens)
            #expect(decision.reviews.isEmpty)
        }
    }

    @Test func `a veto against one record is a veto against the person`() {
        let other = number("11010519800503103")
        let person = [
            record("张伟", birth: "1980-05-03", phone: phone, address: house), record("张伟", adult, birth: "1980-05-03"),
        ]
        #expect(
            decide(record("张伟", other, birth: "1980-05-03", phone: phone, address: house), [person]).outcome == .opens
        )
    }

    @Test func `one wrong digit with a failing check links by name and birth date`() {
        var typed = Array(adult)
        typed[15] = typed[15] == "1" ? "2" : "1"
        let decision = decide(record("张伟", String(typed), birth: "1980-05-03"), [[record("张伟", adult)]])
        #expect(decision.explanation?.rule == .damagedNumber)
    }

    @Test func `name, birth date and phone link without any number`() {
        let decision = decide(
            record("张伟", birth: "1980-05-03", phone: phone),
            [[record("张伟", adult, birth: "1980-05-03", phone: phone)]]
        )
        #expect(decision.explanation?.rule == .birthAndContact)
    }

    @Test func `name and birth date alone go to a person`() {
        let decision = decide(record("张伟", birth: "1980-05-03"), [[record("张伟", adult, birth: "1980-05-03")]])
        #expect(decision.outcome == .opens)
        #expect(decision.reviews.map(\.index) == [1])
    }

    @Test func `a phone that many persons have is a switchboard`() {
        let one = record("张伟", birth: "1980-05-03", phone: phone)
        let counts = Dictionary(uniqueKeysWithValues: one.blockKeys.map { ($0, $0.kind == .phone ? 500 : 1) })
        #expect(
            decide(one, [[record("张伟", adult, birth: "1980-05-03", phone: phone)]], counts: counts).outcome == .opens
        )
    }

    @Test func `twins are told apart by name, and never joined by a like one`() {
        let first = number("11010520150607101")
        let second = number("11010520150607103")
        let twins = [
            [record("张子涵", first, birth: "2015-06-07", sex: "1", phone: phone, address: house)],
            [record("张子轩", second, birth: "2015-06-07", sex: "1", phone: phone, address: house)],
        ]
        #expect(links(decide(record("张子轩", birth: "2015-06-07", sex: "1", phone: phone), twins)) == 2)
        #expect(decide(record("张子宣宇", birth: "2015-06-07", sex: "1", phone: phone), twins).outcome == .opens)
        #expect(decide(record("张子晗", birth: "2015-06-07", sex: "1", phone: phone), twins).outcome == .opens)
        #expect(decide(twins[0][0], [twins[1]]).outcome == .opens)
    }

    @Test func `a twin that nobody has seen yet is not taken for the other`() {
        let first = record("张子涵", number("11010520150607101"), birth: "2015-06-07", sex: "1", phone: phone)
        #expect(decide(record("张子轩", birth: "2015-06-07", sex: "1", phone: phone), [[first]]).outcome == .opens)
    }

    @Test func `newborns of one mother are told apart by order and sex`() {
        let mother = number("11010519850503102")
        func child(_ name: String, local: String = "") -> MatchRecord {
            record(
                name,
                mother,
                birth: "2024-05-30",
                phone: phone,
                guardian: "王芳",
                guardianNumber: mother,
                local: local
            )
        }
        #expect(decide(child("王芳之长子"), [[child("王芳之次子")]]).outcome == .opens)
        #expect(decide(child("王芳之子"), [[child("王芳之女")]]).outcome == .opens)
        #expect(decide(child("王芳之子甲"), [[child("王芳之子乙")]]).outcome == .opens)
        #expect(decide(child("王芳之子"), [[child("王芳之子")]]).outcome == .opens)
        #expect(links(decide(child("王芳之子", local: "7"), [[child("王芳之子", local: "7")]])) == 1)
    }

    @Test func `a mother and her child of the same phone are two people`() {
        let mother = number("11010519850503102")
        let child = record("王芳之女", mother, birth: "2024-05-30", sex: "2", phone: phone)
        #expect(decide(child, [[record("王芳", mother, birth: "1985-05-03", sex: "2", phone: phone)]]).outcome == .opens)
    }

    @Test func `a child under its guardian's name is not the guardian`() {
        let father = number("11010519870612017")
        let child = record("马浩", birth: "", phone: phone, guardian: "马浩", guardianNumber: father)
        let decision = decide(
            child,
            [[record("马浩", father, birth: "1987-06-12", sex: "1", phone: phone, address: house)]]
        )
        #expect(decision.outcome == .opens)
    }

    @Test func `a mother's number typed for a child sends the child to a person`() {
        let mother = number("11010519850503102")
        let known = record("徐思甜", birth: "2018-03-16", sex: "2", phone: phone, guardian: "吴春", guardianNumber: mother)
        let later = record("徐思甜", mother, sex: "2", phone: phone)
        let decision = decide(later, [[known]])
        #expect(decision.outcome == .opens)
        #expect(decision.reviews.map(\.index) == [1])
    }

    @Test func `a number held under an unlike name proves nothing alone`() {
        let persons = [[record("张伟", adult)], [record("李强", adult)]]
        #expect(decide(record("张伟", adult), persons).outcome == .opens)
        let typed = record("张伟", adult, birth: "1980-05-03")
        #expect(links(decide(typed, [[typed], [record("李强", adult)]])) == 1)
    }

    @Test func `whoever was not born yet was not there`() {
        let child = record("张伟", number("11010520180503101"), birth: "2018-05-03", phone: phone)
        #expect(decide(record("张伟", birth: "", phone: phone, on: "2015-01-01"), [[child]]).outcome == .opens)
    }

    @Test func `what a person decided stays decided`() {
        var apart = ApartPersons()
        apart.insertForRecord(1)
        #expect(decide(record("张伟", adult), [[record("张伟", adult)]], apart: apart).outcome == .opens)
    }

    @Test func `a record that proves two indexes joins them, unless a person parted them`() {
        let persons = [
            [record("张伟", adult, birth: "1980-05-03")],
            [record("张伟", birth: "1980-05-03", phone: phone, address: house)],
        ]
        let both = record("张伟", adult, birth: "1980-05-03", phone: phone)
        #expect(decide(both, persons).outcome == .joins([1, 2]))
        var apart = ApartPersons()
        apart.insert(1, 2)
        #expect(decide(both, persons, apart: apart).outcome == .links(to: 1))
    }

    @Test func `what a record adds to a person may prove another index`() {
        let persons = [
            [record("张伟", adult, birth: "1980-05-03")],
            [record("张伟", adult.dropLast(4) + "", birth: "1980-05-03", phone: phone)],
        ]
        let later = record("张伟", adult, birth: "", phone: phone)
        #expect(decide(later, persons).outcome == .joins([1, 2]))
    }

    @Test func `unidentified and test patients belong to nobody`() {
        for name in ["无名氏", "测试"] {
            let one = record(name, adult, birth: "1980-05-03", phone: phone)
            #expect(decide(one, [[record("张伟", adult, phone: phone)]]).outcome == .opens)
        }
    }

    @Test func `the same question has the same answer`() {
        let persons = [[record("张伟", adult)], [record("张伟", birth: "1980-05-03", phone: phone)]]
        let one = record("张伟", birth: "1980-05-03", phone: phone)
        #expect(decide(one, persons) == decide(one, persons))
    }

    @Test func `name and birthday prove one person in one villagers' group, in one building or at nearly one phone`() {
        func visit(_ address: String, _ phone: String = "", at institution: String = "B") -> MatchRecord {
            record("张伟", birth: "1980-05-03", sex: "1", phone: phone, address: address, institution: institution)
        }
        let known = visit("清江市安和县高山乡白云村1组47号", phone, at: "A")
        #expect(links(decide(visit("安和县高山乡白云村1队"), [[known]])) == 1)
        #expect(decide(visit("安和县高山乡白云村2队"), [[known]]).outcome == .opens)
        #expect(decide(visit("安和县高山乡白云村"), [[known]]).outcome == .opens)
        #expect(links(decide(visit("安和县高山乡白云村", at: "A"), [[known]])) == 1)
        #expect(decide(visit("安和县高山乡白云村2队", at: "A"), [[known]]).outcome == .opens)
        #expect(decide(visit("安和县清溪镇白云村1队"), [[known]]).outcome == .opens)
        #expect(links(decide(visit("清江市云岭县", "13912340010"), [[known]])) == 1)
        let tenant = visit("清江市白水县南湖路328号安居小区10幢4单元701室")
        #expect(links(decide(visit("白水县安居小区10幢"), [[tenant]])) == 1)
        #expect(decide(visit("白水县安居小区11幢"), [[tenant]]).outcome == .opens)
    }

    @Test func `nobody is asked about two candidates that are a question already`() {
        let one = record("张伟", birth: "1980-05-03", sex: "1", address: house)
        let other = record("张伟", birth: "1980-05-03", sex: "1", phone: phone)
        #expect(decide(other, [[one]]).reviews.count == 1)
        let third = record("张伟", birth: "1980-05-03", sex: "1", phone: "13787654329")
        #expect(decide(third, [[one], [other]]).reviews.count == 1)
        let parted = [
            [record("张伟", number("11010519800503101"), birth: "1980-05-03", sex: "1")],
            [record("张伟", number("11010519800503103"), birth: "1980-05-03", sex: "1")],
        ]
        #expect(decide(third, parted).reviews.count == 2)
    }
}
