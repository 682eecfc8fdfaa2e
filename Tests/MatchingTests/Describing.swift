import Matching

/// Short ways to describe made-up people and to ask for one level of a comparison.
func record(
    _ name: String,
    _ number: String = "",
    birth: String = "",
    sex: String = "",
    phone: String = "",
    address: String = "",
    idType: String = "01",
    second: String = "",
    secondType: String = "",
    guardian: String = "",
    guardianNumber: String = "",
    local: String = "",
    institution: String = "A",
    on day: String = "2024-06-01",
    nation: String = ""
) -> MatchRecord {
    MatchRecord(
        SourceFields(
            name: name,
            sex: sex,
            birthDate: birth,
            idType: idType,
            idNumber: number,
            secondIDType: secondType,
            secondIDNumber: second,
            phone: phone,
            address: address,
            nation: nation,
            guardianName: guardian,
            guardianIDNumber: guardianNumber,
            institution: institution,
            localID: local,
            registeredOn: day
        )
    )
}

/// The name of the level at which two records agree in a field; `nil` where the field says nothing.
func level(_ field: MatchField, _ one: MatchRecord, _ other: MatchRecord) -> String? {
    MatchEngine().compare(one, other, persons: 40_000).evidence.first { $0.field == field }?.level
}

/// A resident number with its check character, from region, birth date and sequence.
func number(_ body: String) -> String {
    let weights = [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2]
    let sum = zip(weights, body.utf8).reduce(0) { $0 + $1.0 * Int($1.1 - 48) }
    return body + String(Array("10X98765432")[sum % 11])
}

/// What the engine decides about a record beside persons that are given by their records.
func decide(
    _ record: MatchRecord,
    _ persons: [[MatchRecord]],
    counts: [BlockKey: Int] = [:],
    apart: ApartPersons = ApartPersons()
) -> Decision {
    let candidates = persons.enumerated().map { CandidatePerson(index: Int64($0 + 1), records: $1) }
    return MatchEngine().decide(
        record,
        among: candidates,
        counts: BlockCounts(persons: 40_000, counts: counts),
        apart: apart
    )
}
