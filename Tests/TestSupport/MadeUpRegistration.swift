import Foundation
package import HealthCardDomain
package import Matching

/// What institutions say about people who never lived. People of different numbers have nothing in common but chance.
package enum MadeUpRegistration {
    private static let surnames = Array("王李张刘陈杨赵黄周吴徐孙胡朱高林何郭马罗")
    private static let given = Array("伟芳娜秀敏静丽强磊军洋勇艳杰娟涛明超兰霞平刚桂英华玉建文斌宇浩凯健俊帆雪琳欣怡博")

    /// The local id of a person at an institution, from 1 on.
    package static func id(_ person: Int, at institution: Int = 1) throws -> SourceRecordID {
        SourceRecordID(authority: authority(institution), localID: try localID("P\(person)"))
    }

    /// Any local id.
    package static func id(_ text: String, at institution: Int = 1) throws -> SourceRecordID {
        SourceRecordID(authority: authority(institution), localID: try localID(text))
    }

    /// A whole registration: name, number, birth date, sex, phone and address agree with each other.
    package static func fields(_ person: Int, at institution: Int = 1, localID: String? = nil) -> SourceFields {
        let number = number(person)
        let birth = Array(number)[6..<14]
        return SourceFields(
            name: name(person),
            sex: Int(String(Array(number)[16])).map { $0.isMultiple(of: 2) ? "2" : "1" } ?? "0",
            birthDate: "\(String(birth.prefix(4)))-\(String(birth.dropFirst(4).prefix(2)))-\(String(birth.suffix(2)))",
            idType: "01",
            idNumber: number,
            phone: "13" + String(String(10_000_000_000 + person * 7_919).suffix(9)),
            address: "杏林市\(person % 97)号路\(person)号",
            nation: "01",
            institution: authority(institution).text,
            localID: localID ?? "P\(person)",
            registeredOn: "2026-09-22T09:33:20",
            channel: "window"
        )
    }

    /// What another institution says about the person, too little to prove who it is: no number, no address, and a phone of
    /// somebody else.
    package static func doubtful(_ person: Int, at institution: Int = 2) -> SourceFields {
        var fields = fields(person, at: institution)
        (fields.idType, fields.idNumber, fields.address) = ("", "", "")
        fields.phone = "15" + String(String(10_000_000_000 + person * 104_729).suffix(9))
        return fields
    }

    /// A name of three characters; people up to 32,000 have names of their own.
    package static func name(_ person: Int) -> String {
        let (first, second, third) = (
            person % surnames.count, person / surnames.count % given.count,
            person / surnames.count / given.count % given.count
        )
        return String([surnames[first], given[second], given[third]])
    }

    /// A citizen ID number with a right check digit, of people born from 1940 on.
    package static func number(_ person: Int) -> String {
        let day = person * 37 % 25_000
        let date = Date(timeIntervalSince1970: Double(day - 10_957) * 86_400)
        var calendar = Calendar(identifier: .gregorian)
        calendar.timeZone = .gmt
        let parts = calendar.dateComponents([.year, .month, .day], from: date)
        let digits = [(parts.year ?? 0, 4), (parts.month ?? 0, 2), (parts.day ?? 0, 2), (person * 13 % 1_000, 3)].map {
            String(String(10_000 + $0).suffix($1))
        }
        let number = "510104" + digits.joined()
        guard let check = CitizenIDNumber.checkCharacter(of17Digits: number) else {
            preconditionFailure("17 digits have a check character")
        }
        return number + String(check)
    }

    private static func authority(_ institution: Int) -> AssigningAuthority {
        AssigningAuthority(trusted: "H\(institution)")
    }

    private static func localID(_ text: String) throws -> PatientID {
        guard let id = PatientID(text) else { throw CocoaError(.formatting) }
        return id
    }
}
