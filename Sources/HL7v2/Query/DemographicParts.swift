import HealthCardDomain

/// Collects the parameters of a demographics query, of which several may make one thing.
struct DemographicParts {
    private var texts: [DemographicParameter: String] = [:]
    private var birthDate = ""
    private var gender: Gender?
    private var authorityLocation: ErrorLocation?

    /// Takes a value; an empty one asks nothing.
    ///
    /// - Throws: 102 for a date that is none, 103 for a sex that the table does not have, 205 where the same is asked by two
    ///   paths.
    mutating func set(
        _ parameter: DemographicParameter,
        to value: String,
        at location: ErrorLocation
    ) throws(HL7Refusal) {
        if value.isEmpty { return }
        guard texts.updateValue(value, forKey: parameter) == nil else {
            throw HL7Refusal(.duplicateKey, at: location.component(1), "The parameter comes twice")
        }
        switch parameter {
        case .birthDate:
            guard let stamp = Timestamp(value) else {
                throw HL7Refusal(.dataType, at: location.component(2), "The date of birth is no date")
            }
            birthDate = stamp.day
        case .gender:
            guard let gender = Gender(table0001: value) else {
                throw HL7Refusal(.tableValue, at: location.component(2), "Table 0001 has no such sex")
            }
            self.gender = gender
        case .identifierAuthority: authorityLocation = authorityLocation ?? location
        case .identifier, .familyName, .givenName, .furtherNames, .address, .phone, .nation: break
        }
    }

    /// Writes what was asked into a query.
    ///
    /// - Throws: 204 where the domain of the number is not known.
    func fill(_ query: inout DemographicQuery, _ domains: DomainDirectory) throws(HL7Refusal) {
        if let location = authorityLocation {
            let authority = Component((1...3).map { texts[.identifierAuthority($0)] ?? "" })
            guard let domain = domains.find(authority) else {
                throw HL7Refusal(.unknownKey, at: location.component(2), "The assigning authority is not known")
            }
            query.identifierDomain = domain
        }
        query.identifierValue = texts[.identifier] ?? ""
        let names = [DemographicParameter.familyName, .givenName, .furtherNames].map { texts[$0] ?? "" }
        query.name = PatientText.name(Repetition(texts: names))
        query.birthDate = birthDate
        query.gender = gender
        let places = (1...9).map { Component([texts[.address($0)] ?? ""]) }
        query.address = PatientText.address(Field([Repetition(places)])) ?? ""
        query.phone = texts[.phone] ?? ""
        query.nation = texts[.nation] ?? ""
    }
}
