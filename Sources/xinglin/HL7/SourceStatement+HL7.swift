import HL7v2
import HealthCardDomain
import HealthCardServices

extension SourceStatement {
    /// What a message says of a patient, in the index's words. Of several documents the first two count.
    init(_ statement: PatientStatement) {
        self.init()
        name = Self.field(statement.name) { $0 }
        sex = Self.field(statement.gender) { $0.rawValue }
        birthDate = Self.field(statement.birthDate) { $0 }
        phone = Self.field(statement.phone) { $0 }
        address = Self.field(statement.address) { $0 }
        nation = Self.field(statement.nation) { $0 }
        guardianName = Self.field(statement.guardianName) { $0 }
        guardianIDNumber = Self.field(statement.guardianDocument) { $0.number }
        idType = Self.field(statement.documents) { $0.first?.type.rawValue }
        idNumber = Self.field(statement.documents) { $0.first?.number }
        secondIDType = Self.field(statement.documents) { $0.dropFirst().first?.type.rawValue }
        secondIDNumber = Self.field(statement.documents) { $0.dropFirst().first?.number }
        if !statement.recordedOn.isEmpty { registeredOn = .said(statement.recordedOn) }
    }

    private static func field<Value>(_ said: Said<Value>, _ text: (Value) -> String?) -> Field {
        switch said {
        case .nothing: .notMentioned
        case .withdrawn: .nothing
        case .value(let value): text(value).map { .said($0) } ?? .nothing
        }
    }
}

extension PersonSearch {
    /// What a query asks, in the index's words; `nil` where nobody can be meant. A number without a domain is one of the
    /// sender's own.
    init?(_ query: DemographicQuery, by sender: Sender) {
        self.init()
        name = query.name
        sex = query.gender?.rawValue ?? ""
        birthDate = query.birthDate
        phone = query.phone
        address = query.address
        nation = query.nation
        var domain = query.identifierDomain
        if !query.identifierValue.isEmpty {
            guard let localID = PatientID(query.identifierValue) else { return nil }
            self.localID = localID
            domain = domain ?? sender.domain
        } else if domain == nil, query.domains.count == 1 {
            domain = query.domains.first
        }
        authority = domain.map { AssigningAuthority(trusted: $0.authority) }
    }
}
