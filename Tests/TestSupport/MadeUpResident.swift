import Foundation
package import HealthCardDomain

/// Residents who never lived.
package enum MadeUpResident {
    /// A citizen ID number with a right check digit; the sequence, from 0 to 999, tells numbers apart.
    package static func number(_ sequence: Int) -> String {
        let digits = "51010119900101" + String(1_000 + sequence % 1_000).suffix(3)
        guard let check = CitizenIDNumber.checkCharacter(of17Digits: digits) else {
            preconditionFailure("17 digits have a check character")
        }
        return digits + String(check)
    }

    package static func identity(_ sequence: Int, name: String = "张三") throws -> ResidentIdentity {
        let today = CivilDate(inChinaAt: TestClock.start)
        return try ResidentIdentity(
            document: DocumentNumber(type: .residentID, text: number(sequence), on: today),
            name: PersonName(name),
            phone: phone(sequence),
            nation: "01",
            address: Sensitive("杏林市一号路 1 号"),
            on: today
        )
    }

    package static func phone(_ sequence: Int) throws -> PhoneNumber {
        try PhoneNumber("138" + String(String(100_000_000 + sequence).suffix(8)))
    }
}
