/// What an institution said about a person at one registration, as it was typed; a field is empty where nothing was
/// said. The fields are those of the source record of the main index (index page, section 9); nothing is validated.
package struct SourceFields: Sendable, Equatable {
    /// The name at the window, in any script, with whatever marks the clerk put behind it.
    package var name: String
    /// GB/T 2261.1 code (0 unknown, 1 male, 2 female, 9 unspecified) or a word.
    package var sex: String
    package var birthDate: String
    /// WS/T CV02.01.101 code. The number is read for what it is; the type only helps where the number says nothing.
    package var idType: String
    package var idNumber: String
    package var secondIDType: String
    package var secondIDNumber: String
    package var phone: String
    package var address: String
    /// GB/T 3304 code or the name of the nation.
    package var nation: String
    package var guardianName: String
    package var guardianIDNumber: String
    package var institution: String
    /// The institution's own number for the person, such as its hospital card.
    package var localID: String
    /// An ISO 8601 day or instant.
    package var registeredOn: String
    package var channel: String

    package init(
        name: String = "",
        sex: String = "",
        birthDate: String = "",
        idType: String = "",
        idNumber: String = "",
        secondIDType: String = "",
        secondIDNumber: String = "",
        phone: String = "",
        address: String = "",
        nation: String = "",
        guardianName: String = "",
        guardianIDNumber: String = "",
        institution: String = "",
        localID: String = "",
        registeredOn: String = "",
        channel: String = ""
    ) {
        self.name = name
        self.sex = sex
        self.birthDate = birthDate
        self.idType = idType
        self.idNumber = idNumber
        self.secondIDType = secondIDType
        self.secondIDNumber = secondIDNumber
        self.phone = phone
        self.address = address
        self.nation = nation
        self.guardianName = guardianName
        self.guardianIDNumber = guardianIDNumber
        self.institution = institution
        self.localID = localID
        self.registeredOn = registeredOn
        self.channel = channel
    }
}
