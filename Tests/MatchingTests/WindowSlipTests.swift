import Testing

@testable import Matching

/// What windows do to names, numbers and birth dates, and what is asked or refused because of it.
struct WindowSlipTests {
    private let phone = "13912340001"
    private let house = "清江市白水县南湖路328号安居小区10幢701室"
    private let adult = number("11010519800503101")

    /// The counts of an index in which so many bear a record's name.
    private func borne(by persons: Int, _ one: MatchRecord) -> [BlockKey: Int] {
        let keys = one.blockKeys.filter { $0.kind == .name }
        return Dictionary(uniqueKeysWithValues: keys.map { ($0, persons) })
    }

    @Test func `the own number and birth date under an unlike name go to a person`() {
        let known = record("旦增旺杰", adult, birth: "1980-05-03", sex: "1", phone: phone)
        let other = record("洛桑", adult, birth: "1980-05-03", sex: "1", phone: phone)
        let decision = decide(other, [[known]])
        #expect(decision.outcome == .opens)
        #expect(decision.reviews.map(\.index) == [1])
    }

    @Test func `one name in one home with a relative's birth date goes to a person`() {
        let known = record("殷健", birth: "1989-11-25", sex: "1", phone: phone, address: house)
        let other = record("殷健", birth: "2017-05-30", sex: "1", phone: phone, address: house)
        let decision = decide(other, [[known]])
        #expect(decision.outcome == .opens)
        #expect(decision.reviews.map(\.index) == [1])
        let stranger = record("殷健", birth: "2017-05-30", sex: "1")
        #expect(decide(stranger, [[known]]).reviews.isEmpty)
    }

    @Test func `one name at one landline with a slip in the birth date proves nothing without a house`() {
        func holder(_ birth: String, _ phone: String, at address: String = "") -> MatchRecord {
            record("王倩", birth: birth, sex: "2", phone: phone, address: address)
        }
        for (phone, isSame) in [(phone, true), ("0849-2955060", false)] {
            let decision = decide(holder("1998-06-10", phone), [[holder("1998-06-11", phone)]])
            #expect(decision.outcome == (isSame ? .links(to: 1) : .opens))
        }
        let (one, other) = (
            holder("1998-06-10", "0849-2955060", at: house), holder("1998-06-11", "0849-2955060", at: house)
        )
        #expect(decide(one, [[other]]).outcome == .links(to: 1))
        // Whoever works in one place has its phone.
        let (colleague, namesake) = (
            holder("1998-06-10", "0849-2955060", at: "清江市江北区炼铁厂"), holder("1998-06", "0849-2955060", at: "清江市江北区炼铁厂")
        )
        #expect(decide(colleague, [[namesake]]).outcome == .opens)
        #expect(decide(colleague, [[colleague]]).outcome == .links(to: 1))
        #expect(decide(colleague, [[colleague]], counts: borne(by: 40, colleague)).outcome == .opens)
    }

    @Test func `a rare name without a birth date is known in its house when it was seen twice`() {
        func patient(_ name: String, _ birth: String, phone: String = "") -> MatchRecord {
            record(name, birth: birth, sex: "1", phone: phone, address: house)
        }
        let known = patient("詹健飞", "1994-01-03", phone: phone)
        #expect(decide(patient("詹健飞", ""), [[known, known]]).outcome == .links(to: 1))
        let once = decide(patient("詹健飞", ""), [[known]])
        let common = decide(patient("詹健飞", ""), [[known, known]], counts: borne(by: 40, known))
        for decision in [once, common] {
            #expect(decision.outcome == .opens)
            #expect(decision.reviews.map(\.index) == [1])
        }
    }

    @Test func `a rare name of one birthday is known again by an institution that was told less`() {
        func patient(_ name: String, phone: String = "", address: String = "", at place: String = "A") -> MatchRecord {
            record(name, birth: "1994-01-03", sex: "1", phone: phone, address: address, institution: place)
        }
        let known = patient("詹健飞", phone: phone)
        #expect(decide(patient("詹健飞", address: house), [[known]]).outcome == .links(to: 1))
        for other in [
            patient("詹健飞", at: "B"), patient("詹健飞", phone: "13787654329"),
            record("詹健飞", birth: "1994-01-03", phone: "", institution: "A"),
        ] {
            let decision = decide(other, [[known]])
            #expect(decision.outcome == .opens)
            #expect(decision.reviews.map(\.index) == [1])
        }
        #expect(decide(patient("张健"), [[patient("张健", phone: phone)]]).outcome == .opens)
        // A relative's card was read in place of the person's own.
        let mothers = record("詹健飞", number("51990719680129644"), birth: "1994-01-03", sex: "1", phone: phone)
        #expect(decide(patient("詹健飞"), [[mothers]]).outcome == .opens)
    }

    @Test func `a slip in a grown person's name at their own phone is no twin's name`() {
        func patient(_ name: String, phone: String = "", address: String = "", on day: String) -> MatchRecord {
            record(name, birth: "2000-06-07", sex: "1", phone: phone, address: address, on: day)
        }
        let known = patient("常依星", phone: phone, address: house, on: "2019-01-05")
        for (name, isOne) in [("常依行", true), ("常星依", true), ("常依", true), ("常依国", false)] {
            let decision = decide(patient(name, phone: phone, on: "2020-01-05"), [[known]])
            #expect(decision.outcome == (isOne ? .links(to: 1) : .opens))
            #expect(decision.reviews.count == (isOne ? 0 : 1))
        }
        // A father's birth date stands beside his child's number and name.
        let child = record("常依", number("11010520150607101"), birth: "2000-06-07", sex: "1", phone: phone)
        #expect(decide(child, [[known]]).outcome == .opens)
        // Twins come together.
        #expect(decide(patient("常依行", phone: phone, on: "2019-01-05"), [[known]]).outcome == .opens)
        // Others spoke for the child, and grown-up twins are found in their parents' house.
        let minor = patient("常依行", phone: phone, on: "2016-01-05")
        #expect(decide(minor, [[known]]).outcome == .opens)
        let twin = patient("常依行", phone: "13787654329", address: house, on: "2020-01-05")
        #expect(decide(twin, [[known]]).outcome == .opens)
        #expect(decide(patient("常依行", address: house, on: "2020-01-05"), [[known]]).outcome == .links(to: 1))
    }

    @Test func `a rare name seen twice at one phone proves who it is, but not beside a relative's number`() {
        let known = record("詹健飞", number("51990819940103057"), birth: "1994-01-03", sex: "1", phone: phone)
        let plain = record("詹健飞", sex: "1", phone: phone, institution: "B")
        let again = record("詹健飞", number("51990819940103057"), birth: "1994-01-03", sex: "1", institution: "B")
        #expect(decide(plain, [[known, again]]).outcome == .links(to: 1))
        // Once it may be the name of a relative, who lives there.
        let once = decide(plain, [[known]])
        #expect(once.outcome == .opens)
        #expect(once.reviews.map(\.index) == [1])
        let mothers = number("51990719980129644")
        let other = record("詹健飞", mothers, sex: "1", phone: phone, institution: "B")
        let decision = decide(other, [[known, again]])
        #expect(decision.outcome == .opens)
        #expect(decision.reviews.map(\.index) == [1])
    }

    @Test func `a child without a birth date on its mother's card is not the mother whose name is part of its own`() {
        let card = number("32980719971129092")
        let child = record("高娃其其格", card, sex: "2", phone: phone)
        let mother = record("其其格", card, birth: "1997-11-29", sex: "2", phone: phone, institution: "B")
        let decision = decide(mother, [[child]])
        #expect(decision.outcome == .opens)
        #expect(decision.reviews.map(\.index) == [1])
    }

    @Test(arguments: [("白娟", "白娟女"), ("赵玉婷", "赵玉婷女"), ("努尔古丽·吾买尔", "努尔古丽·吾买尔子"), ("谭娜薇", "谭娜薇之B")])
    func `a child called by its mother's name and a word is not its mother, whose card was read`(
        mother: String,
        child: String
    ) {
        let card = number("51990719921129002")
        func patient(_ name: String, guardian: String = "") -> MatchRecord {
            record(name, card, birth: "1992-11-29", sex: "2", phone: phone, address: house, guardian: guardian)
        }
        #expect(decide(patient(child), [[patient(mother)]]).outcome == .opens)
        #expect(decide(patient(child, guardian: mother), [[patient(mother)]]).outcome == .opens)
        #expect(patient(child, guardian: mother).kind == .newborn)
        #expect(patient("沙马·阿子").kind == .person)
        #expect(patient("再娜甫·肉孜子", guardian: "再娜甫·肉孜").kind == .newborn)
    }

    @Test func `a child with its certificate is not the father whose name it holds and whose card was read`() {
        let card = number("42981319861230031")
        func patient(_ name: String, second: String = "") -> MatchRecord {
            record(name, card, birth: "1986-12-30", sex: "1", phone: phone, second: second, secondType: "99")
        }
        #expect(decide(patient("高军墨", second: "T513356336"), [[patient("高军")]]).outcome == .opens)
        #expect(decide(patient("高军墨"), [[patient("高军")]]).outcome == .links(to: 1))
    }

    @Test func `a child whose name holds its mother's is not without a name`() {
        let card = number("51902620120404008")
        func twin(_ name: String) -> MatchRecord {
            record(name, card, birth: "2012-04-04", sex: "2", phone: phone, guardian: "其木格")
        }
        let decision = decide(twin("哈斯其木格"), [[twin("恩和")]])
        #expect(decision.outcome == .opens)
        #expect(decision.reviews.count == 1)
    }

    @Test(arguments: ["王芳之女", "王芳宝宝", "王芳BB", "王芳之宝"])
    func `a newborn for whom its mother's card was read is not its mother`(name: String) {
        let card = number("51990719921129002")
        let mother = record("王芳", card, birth: "1992-11-29", sex: "2", phone: phone, address: house)
        for guardian in ["", "王芳"] {
            let child = record(
                name,
                card,
                birth: "1992-11-29",
                sex: "2",
                phone: phone,
                address: house,
                guardian: guardian
            )
            let decision = decide(child, [[mother]])
            #expect(decision.outcome == .opens)
            #expect(decision.reviews.isEmpty)
        }
    }

    @Test func `a household's booklet says who lives there, and not who somebody is`() {
        func twin(_ name: String) -> MatchRecord {
            record(name, "519062062", birth: "2010-02-03", sex: "1", idType: "02")
        }
        #expect(decide(twin("白佑子"), [[twin("白佑梓")]]).outcome == .opens)
        #expect(decide(twin("白佑梓"), [[twin("白佑梓")]]).outcome == .links(to: 1))
        // Windows type the own number for the booklet that it stands in.
        let own = number("51902420100203101")
        let (one, other) = (record("白佑梓", own, idType: "02"), record("白佑梓", own))
        #expect(decide(one, [[other]]).outcome == .links(to: 1))
    }

    @Test func `one word in Latin letters beside a name is no name`() {
        func ward(_ name: String, _ birth: String) -> MatchRecord {
            record(name, birth: birth, sex: "2", address: house, on: "2019-12-01")
        }
        #expect(decide(ward("李芳丽VIPA", "2019-11-23"), [[ward("海佳强VIPA", "2019-11-29")]]).outcome == .opens)
        #expect(level(.name, record("李芳丽LIFANGLI"), record("LI FANGLI")) == "exact")
    }

    @Test func `a namesake in the village beside a number that may be a relative's is not taken for its neighbour`() {
        let village = "沙陵县马家滩乡北屯村4组"
        func neighbour(_ number: String) -> MatchRecord {
            record("董凤", number, birth: "1964-01-04", sex: "2", address: village)
        }
        let known = neighbour(number("51902419640104054"))
        #expect(decide(neighbour(""), [[known]]).outcome == .links(to: 1))
        #expect(decide(neighbour(number("51902419690114022")), [[known]]).outcome == .opens)
    }

    @Test func `an adult who is named as the own guardian is not the holder of the relative's card that was read`() {
        let card = number("51990719940217007")
        let father = record("马志彬", card, birth: "1994-02-17", sex: "1", phone: phone)
        let other = record("马宸晨", card, birth: "1994-02-17", sex: "1", phone: phone, guardian: "马宸晨")
        #expect(decide(other, [[father]]).outcome == .opens)
        let same = record("马志彬", card, birth: "1994-02-17", sex: "1", guardian: "马志彬")
        #expect(decide(same, [[father]]).outcome == .links(to: 1))
    }

    @Test func `a card that was read proves no name that is not its holder's`() {
        let card = number("51990719950810005")
        func holder(_ name: String, phone: String = "", address: String = "") -> MatchRecord {
            record(name, card, birth: "1995-08-10", sex: "1", phone: phone, address: address)
        }
        let known = holder("郑锦鹏", phone: phone)
        // His brother brings it.
        for name in ["郑鹏", "ZHENG ZIRAN"] {
            let decision = decide(holder(name, phone: "13912340002"), [[known]])
            #expect(decision.outcome == .opens)
        }
        #expect(decide(holder("郑鹏", phone: phone), [[known]]).outcome == .links(to: 1))
        // They live together and have phones of their own.
        let home = holder("郑锦鹏", phone: phone, address: house)
        #expect(decide(holder("郑锦", phone: "13787654329", address: house), [[home]]).outcome == .opens)
        #expect(decide(holder("郑锦", address: house), [[home]]).outcome == .links(to: 1))
        #expect(decide(holder("郑锦棚"), [[known]]).outcome == .links(to: 1))
    }

    @Test func `a sister with her brother's card, whose name sounds like hers, is not her brother`() {
        let card = number("51910119840408255")
        func patient(_ name: String, _ sex: String) -> MatchRecord {
            record(name, card, birth: "1984-04-08", sex: sex, address: house)
        }
        #expect(decide(patient("李飞洁", "2"), [[patient("李飞杰", "1")]]).outcome == .opens)
        #expect(decide(patient("李飞洁", "1"), [[patient("李飞杰", "1")]]).outcome == .links(to: 1))
        #expect(decide(patient("李飞杰", "2"), [[patient("李飞杰", "1")]]).outcome == .links(to: 1))
    }

    @Test func `a number with which several are registered proves no like name`() {
        let clerks = number("51990719750711008")
        func patient(_ name: String) -> MatchRecord { record(name, clerks, birth: "1975-07-11", sex: "2") }
        let (one, other) = (patient("吉木建国"), patient("沙马曲西"))
        let like = patient("吉莫建国")
        #expect(decide(like, [[one]]).outcome == .links(to: 1))
        #expect(decide(like, [[one], [other]]).outcome == .opens)
        #expect(decide(patient("吉木建国"), [[one], [other]]).outcome == .links(to: 1))
    }

    @Test func `a name and a number with another birth date go to a person`() {
        let own = number("51990719691103006")
        let known = record("黄亚霞", own, birth: "1969-11-03", sex: "2")
        let told = record("黄亚霞", own, birth: "1967-07-03", sex: "2")
        let decision = decide(told, [[known]])
        #expect(decision.outcome == .opens)
        #expect(decision.reviews.map(\.index) == [1])
    }

    @Test func `a relative's name beside the own birth date in one home goes to a person`() {
        let known = record("曹世宏", birth: "1977-11-04", sex: "1", phone: phone)
        #expect(decide(record("曹梓琪", birth: "1977-11-04", sex: "1", phone: phone), [[known]]).reviews.count == 1)
        #expect(decide(record("曹梓琪", birth: "1977-11-04", sex: "1"), [[known]]).reviews.isEmpty)
        #expect(decide(record("曹梓琪", birth: "1977-11-04", sex: "2", phone: phone), [[known]]).reviews.isEmpty)
    }

    @Test func `a twin's card under a name that only sounds like the twin's proves nothing`() {
        let (first, second) = (number("11010519990930624"), number("11010519990930626"))
        let twins = [
            [record("吴艳晶", first, birth: "1999-09-30", sex: "2", address: house)],
            [record("吴艳静", second, birth: "1999-09-30", sex: "2", address: house)],
        ]
        let wrongCard = record("吴艳静", first, birth: "1999-09-30", sex: "2", address: house)
        #expect(decide(wrongCard, twins).outcome == .opens)
        #expect(decide(wrongCard, [twins[0]]).outcome == .links(to: 1))
    }

    @Test func `a character that nobody could write does not tell twins apart`() {
        let known = record("龚心？", birth: "2024-04-08", sex: "2", phone: phone, address: house)
        #expect(
            decide(record("龚欣若", birth: "2024-04-08", sex: "2", phone: phone, address: house), [[known]]).outcome
                == .opens
        )
    }

    @Test func `namesakes of one year with guardians of one name are not one person`() {
        let known = record("陈宇泽", birth: "2023", sex: "1", guardian: "陈鑫")
        #expect(decide(record("陈宇泽", birth: "2024-08-19", sex: "1", guardian: "陈鑫"), [[known]]).outcome == .opens)
    }

    @Test func `namesakes of one birthday whose damaged numbers are unlike are not one person`() {
        let street = "某市学府大道183号"
        let known = record("欧阳敬博", "5199021993030603", birth: "1993-03-06", sex: "1", address: street, local: "1")
        let other = record(
            "欧阳敬博",
            "3981119930306081X",
            birth: "1993-03-06",
            sex: "1",
            address: "某市学府大道136号",
            local: "2"
        )
        #expect(decide(other, [[known]]).outcome == .opens)
    }

    @Test func `a birth date that the guardian's contradicts may be a parent's and links nobody`() {
        let father = record("刘俊子", birth: "1987-05-12", sex: "1", phone: phone, address: house)
        func child(_ guardian: String) -> MatchRecord {
            record("刘俊子", birth: "1987-05-12", sex: "1", phone: phone, guardian: "盖婷", guardianNumber: guardian)
        }
        #expect(decide(child(number("11010519861108062")), [[father]]).outcome == .opens)
        #expect(decide(child(number("11010519601108062")), [[father]]).outcome == .links(to: 1))
    }

    @Test func `whoever shows a birth certificate is not the adult of that name`() {
        let mother = record("庄慧", birth: "1996-09-21", sex: "2", phone: phone, address: house)
        func visit(_ certificate: String) -> MatchRecord {
            record("庄慧", certificate, sex: "2", phone: phone, address: house, idType: "99")
        }
        #expect(decide(visit(""), [[mother]]).outcome == .links(to: 1))
        #expect(decide(visit("S515609570"), [[mother]]).outcome == .opens)
    }

    @Test func `name, number and phone are their holder's whatever birth date was typed beside them`() {
        let known = record("陈欣", adult, birth: "1980-05-03", sex: "1", phone: phone)
        let typed = record("陈欣", adult, birth: "1968-11-24", sex: "1", phone: phone)
        #expect(decide(typed, [[known]]).outcome == .links(to: 1))
        let elsewhere = record("陈欣", adult, birth: "1968-11-24", sex: "1", phone: "13787654329")
        #expect(decide(elsewhere, [[known]]).outcome == .opens)
    }

    @Test func `an age says nothing of the birth date beside the own number`() {
        let born = number("11010520231031082")
        let known = record("穆梓涵", born, birth: "2024-01-01", sex: "2", phone: phone, address: house)
        let later = record("穆梓涵", birth: "2024-06-19", sex: "2", phone: phone, address: house, on: "2024-10-30")
        #expect(decide(later, [[known]]).outcome == .opens)
        #expect(decide(record("穆梓涵", birth: "2023-10-31", sex: "2", phone: phone), [[known]]).outcome == .links(to: 1))
    }
}
