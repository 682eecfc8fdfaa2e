import Testing

@testable import Matching

/// When a newborn without a name is known again in the child that it became.
struct OnlyChildTests {
    private let phone = "13912340001"
    private let house = "清江市白水县南湖路328号安居小区10幢701室"
    private let mother = number("11010519850503102")

    private var newborn: MatchRecord {
        record(
            "王芳之女",
            mother,
            birth: "2020-05-30",
            sex: "2",
            phone: phone,
            address: house,
            guardian: "王芳",
            guardianNumber: mother,
            institution: "ward",
            on: "2020-05-31"
        )
    }

    private func child(_ name: String = "张雨桐", on day: String) -> MatchRecord {
        record(
            name,
            birth: "2020-05-30",
            sex: "2",
            phone: phone,
            address: house,
            guardian: "王芳",
            guardianNumber: mother,
            on: day
        )
    }

    /// The child as windows know it that did not ask for the guardian's number.
    private func visitor(phone: String, address: String = "", guardian: String = "", on day: String) -> MatchRecord {
        record("张雨桐", birth: "2020-05-30", sex: "2", phone: phone, address: address, guardian: guardian, on: day)
    }

    private var grown: [MatchRecord] {
        ["2020-09-01", "2021-03-08", "2022-07-05", "2023-11-20"].map { child(on: $0) }
    }

    @Test func `a child that was seen without a twin is the newborn of its mother`() {
        let decision = decide(child(on: "2024-02-01"), [[newborn], grown])
        #expect(decision.outcome == .joins([1, 2]))
        #expect(decision.chosen.contains { $0.explanation.rule == .onlyChild })
    }

    @Test func `the newborn that comes last finds the child`() {
        let decision = decide(newborn, [grown])
        #expect(decision.outcome == .links(to: 1))
        #expect(decision.explanation?.rule == .onlyChild)
    }

    @Test func `a mother under her child's birth date is not the child`() {
        let mothers = ["2020-09-01", "2021-03-08", "2022-07-05", "2023-11-20"].map { child("王芳", on: $0) }
        #expect(decide(newborn, [mothers]).outcome == .opens)
    }

    @Test func `a child of one guardian's number and phone is known at its first visit`() {
        #expect(decide(newborn, [[child(on: "2021-01-01")]]).explanation?.rule == .onlyChild)
        #expect(decide(child(on: "2021-01-01"), [[newborn]]).explanation?.rule == .onlyChild)
    }

    /// Each further visit without a twin says that there is none.
    @Test(arguments: [(1, 0), (2, 1), (3, 1), (4, 2)])
    func `the less of a home is known, the oftener a child must be seen`(visits: Int, places: Int) {
        let days = ["2020-09-01", "2021-03-08", "2022-07-05", "2023-11-20"].suffix(visits)
        let known = [
            days.map { visitor(phone: phone, on: $0) }, days.map { visitor(phone: phone, address: house, on: $0) },
            days.map { visitor(phone: phone, guardian: "王芳", on: $0) },
        ]
        let linked = known.map { decide(newborn, [$0]).explanation?.rule == .onlyChild }
        #expect(linked == [places > 1, places > 0, places > 0])
        for (seen, isLinked) in zip(known, linked) where !isLinked {
            let decision = decide(newborn, [seen])
            #expect(decision.outcome == .opens)
            #expect(decision.reviews.map(\.index) == [1])
        }
    }

    @Test func `a child of the house with another phone goes to a person`() {
        let days = ["2020-09-01", "2021-03-08", "2022-07-05", "2023-11-20"]
        let known = days.map { visitor(phone: "13787654329", address: house, guardian: "王芳", on: $0) }
        let decision = decide(newborn, [known])
        #expect(decision.outcome == .opens)
        #expect(decision.reviews.map(\.index) == [1])
    }

    @Test func `another child of that day in the home leaves the newborn to a person`() {
        #expect(
            decide(child(on: "2024-02-01"), [[newborn], grown, [child("张雨欣", on: "2021-01-01")]]).outcome
                == .links(to: 2)
        )
        #expect(decide(newborn, [grown, [child("张雨欣", on: "2021-01-01")]]).outcome == .opens)
        let marked = record("王芳之女2", birth: "2020-05-30", phone: phone, guardian: "王芳", on: "2020-05-31")
        #expect(decide(newborn, [grown, [marked]]).outcome == .opens)
    }

    @Test func `a second newborn of one mother and day is not joined with the child of the first`() {
        #expect(decide(newborn, [grown + [newborn]]).outcome == .opens)
    }

    @Test func `a mark of birth order speaks of several`() {
        let second = record(
            "王芳之女2",
            birth: "2020-05-30",
            sex: "2",
            phone: phone,
            address: house,
            guardian: "王芳",
            guardianNumber: mother,
            on: "2020-05-31"
        )
        #expect(decide(second, [grown]).outcome == .opens)
    }

    @Test func `a child of another mother is not the newborn`() {
        let other = number("11010519880704202")
        let days = ["2020-09-01", "2021-03-08", "2022-07-05", "2023-11-20"]
        let neighbours = days.map { day in
            record(
                "张雨桐",
                birth: "2020-05-30",
                sex: "2",
                phone: phone,
                address: house,
                guardian: "李梅",
                guardianNumber: other,
                on: day
            )
        }
        #expect(decide(newborn, [neighbours]).outcome == .opens)
    }
}
