import FHIR
import HealthCardDomain
import HealthCardServices
import Matching

extension PatientStatement {
    /// What is to be filed. The index has room for two documents: an identity card goes before the others.
    var filed: SourceStatement {
        var filed = SourceStatement()
        filed.name = name.field { $0 }
        filed.sex = gender.field(\.rawValue)
        filed.birthDate = birthDate.field { $0 }
        filed.phone = phone.field { $0 }
        filed.address = address.field { $0 }
        filed.nation = nation.field { $0 }
        filed.guardianName = guardianName.field { $0 }
        filed.guardianIDNumber = guardianDocument.field(\.number)
        (filed.idType, filed.idNumber) = documents.fields(of: 0)
        (filed.secondIDType, filed.secondIDNumber) = documents.fields(of: 1)
        return filed
    }

    /// What a match goes by.
    ///
    /// - Parameter id: the first of the identifiers whose authority is known by its system.
    func described(as id: SourceRecordID?) -> SourceFields {
        let papers = documents.ranked
        return SourceFields(
            name: name.said ?? "",
            sex: gender.said?.rawValue ?? "",
            birthDate: birthDate.said ?? "",
            idType: papers.first?.type.rawValue ?? "",
            idNumber: papers.first?.number ?? "",
            secondIDType: papers.dropFirst().first?.type.rawValue ?? "",
            secondIDNumber: papers.dropFirst().first?.number ?? "",
            phone: phone.said ?? "",
            address: address.said ?? "",
            nation: nation.said ?? "",
            guardianName: guardianName.said ?? "",
            guardianIDNumber: guardianDocument.said?.number ?? "",
            institution: id?.authority.text ?? "",
            localID: id?.localID.value.exposed ?? ""
        )
    }
}

extension Said {
    /// What is said, where something is.
    fileprivate var said: Value? {
        if case .value(let value) = self { return value }
        return nil
    }

    fileprivate func field(_ text: (Value) -> String) -> SourceStatement.Field {
        switch self {
        case .notMentioned: .notMentioned
        case .nothing: .nothing
        case .value(let value): .said(text(value))
        }
    }
}

extension Said<[IdentityDocument]> {
    fileprivate var ranked: [IdentityDocument] {
        let papers = said ?? []
        return papers.filter { $0.type == .residentID } + papers.filter { $0.type != .residentID }
    }

    /// The type and the number in a slot.
    fileprivate func fields(of slot: Int) -> (SourceStatement.Field, SourceStatement.Field) {
        if case .notMentioned = self { return (.notMentioned, .notMentioned) }
        guard slot < ranked.count else { return (.nothing, .nothing) }
        return (.said(ranked[slot].type.rawValue), .said(ranked[slot].number))
    }
}
