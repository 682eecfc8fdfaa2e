import FHIR
import HealthCardDomain
import HealthCardServices

extension PatientResource {
    /// A person of the index.
    ///
    /// - Parameter systems: of which identifiers are wanted; all where it is empty.
    init(_ view: PersonView, systems: [String] = []) {
        self.init(id: "\(view.index.number)")
        version = view.index.version
        isKnown = !view.records.isEmpty
        kind = view.kind
        identifiers += view.identifiers.map(BusinessIdentifier.init)
        func text(_ name: GoldenView.Name) -> String { view.golden.fields[name]?.value.exposed ?? "" }
        name = text(.name)
        gender = Gender(typed: text(.sex))
        birthDate = text(.birthDate)
        (phone, address, nation) = (text(.phone), text(.address), text(.nation))
        documents = IdentityDocument(typed: text(.idNumber), type: text(.idType)).map { [$0] } ?? []
        guardianName = text(.guardianName)
        guardianDocument = IdentityDocument(typed: text(.guardianIDNumber), type: "")
        if systems.isEmpty { return }
        identifiers = identifiers.filter { systems.contains($0.system) }
        documents = documents.filter { systems.contains($0.system) }
    }

    /// An index that was merged into another.
    init(_ number: IndexNumber, mergedInto survivor: IndexNumber) {
        self.init(id: "\(number)")
        replacedBy = "\(survivor)"
    }

    /// What a source is answered whose record is this person's: the numbers alone, as the rest is not its own.
    init(_ number: IndexNumber, filedAs id: SourceRecordID) {
        self.init(id: "\(number)")
        identifiers.append(BusinessIdentifier(id))
        isPart = true
    }
}

extension BusinessIdentifier {
    init(_ id: SourceRecordID) {
        self.init(system: IdentifierSystems.system(of: id.authority), value: id.localID.value.exposed)
    }
}

extension IdentityDocument {
    /// A number as it was typed, with the code or the word of its type; `nil` where there is none.
    init?(typed number: String, type: String) {
        if number.isEmpty { return nil }
        let isCitizens =
            number.utf8.count == 18
            && CitizenIDNumber.checkCharacter(of17Digits: String(number.dropLast())) == number.last
        self.init(IDType(rawValue: type) ?? (isCitizens ? .residentID : .other), number)
    }
}

extension Gender {
    /// A sex as it was typed, by its code or its word; `nil` where nothing was said that can be read.
    init?(typed text: String) {
        guard let gender = Gender.allCases.first(where: { [$0.rawValue, $0.nameChinese].contains(text) }) else {
            return nil
        }
        self = gender
    }
}
