import Foundation
import HealthCardDomain
import Testing

struct PersonTests {
    private let created = Date(timeIntervalSince1970: 1_772_000_000)
    private let id = PersonID(randomBytes: Array(repeating: 7, count: 32))

    private func identity(_ number: String = MadeUp.male, name: String = "张三") throws -> ResidentIdentity {
        try ResidentIdentity(
            document: DocumentNumber(type: .residentID, text: number, on: MadeUp.today),
            name: PersonName(name),
            on: MadeUp.today
        )
    }

    @Test func `a person begins with version 1 and each update counts one more`() throws {
        var person = Person(registering: try identity(), id: id, at: created)
        #expect(person.version == 1 && person.changedAt == created)
        let later = created.addingTimeInterval(5)
        try person.update(to: identity(name: "张三丰"), at: later)
        #expect(person.version == 2)
        #expect(person.identity.name.text == "张三丰")
        #expect(person.createdAt == created && person.changedAt == later)
    }

    @Test func `an update to another document is refused and changes nothing`() throws {
        var person = Person(registering: try identity(), id: id, at: created)
        let other = try identity(MadeUp.female)
        #expect(throws: PersonRefusal.otherDocument) {
            try person.update(to: other, at: created.addingTimeInterval(5))
        }
        #expect(person.version == 1 && person.changedAt == created)
    }

    @Test func `refusals of a person have codes of their own`() {
        let refusals: [PersonRefusal] = [.notFound, .nameDiffers, .otherDocument]
        #expect(Set(refusals.map(\.code)) == [.personNotFound, .personNameDiffers, .personDocumentDiffers])
        #expect(refusals.map(\.field) == [nil, "name", "id_no"])
    }
}
