import HealthCardDomain
import ImportFiles
import Matching

/// One registration of an evaluation's file.
struct EvaluationRow: Sendable {
    /// The columns of the file, in the order of `init(_:)`.
    static let columns = [
        "record_id", "org", "local_id", "reg_time", "name", "sex", "birth_date", "id_type", "id_no", "id2_type",
        "id2_no", "phone", "address", "nation", "guardian_name", "guardian_id_no", "channel",
    ]

    let recordID: String
    let fields: SourceFields

    /// Takes the cells of `columns`.
    init(_ cells: [String]) {
        recordID = cells[0]
        fields = SourceFields(
            name: cells[4],
            sex: cells[5],
            birthDate: cells[6],
            idType: cells[7],
            idNumber: cells[8],
            secondIDType: cells[9],
            secondIDNumber: cells[10],
            phone: cells[11],
            address: cells[12],
            nation: cells[13],
            guardianName: cells[14],
            guardianIDNumber: cells[15],
            institution: cells[1],
            localID: cells[2],
            registeredOn: cells[3],
            channel: cells[16]
        )
    }

    /// By what the index knows it. A row whose institution or local id is not of the form of one stands for itself.
    func id(line: Int) -> SourceRecordID {
        if let authority = AssigningAuthority(fields.institution), let localID = PatientID(fields.localID) {
            return SourceRecordID(authority: authority, localID: localID)
        }
        guard let localID = PatientID("row:\(line)") else { preconditionFailure("a number is printable") }
        return SourceRecordID(authority: AssigningAuthority(trusted: "file"), localID: localID)
    }
}
