import HealthCardDomain
import HealthCardServices
import StrictJSON

/// The body of `POST /api/v1/scans`.
enum ScanBody {
    static func read(_ body: JSONObject) throws -> ScanRequest {
        var body = body
        let code = try body.string("code")
        let stepText = try body.string("step")
        let terminalText = try body.string("terminal_code")
        let departmentText = try body.optionalString("department")
        let operatorText = try body.string("operator")
        let purposeText = try body.string("purpose")
        try body.finish()
        guard let step = TreatmentStep(rawValue: stepText) else { throw AccessRefusal.stepUnknown }
        guard let terminal = TerminalCode(terminalText) else {
            throw AccessRefusal.labelMalformed(field: "terminal_code")
        }
        let department = try departmentText.map { text in
            guard let department = DepartmentCode(text) else { throw AccessRefusal.departmentUnknown }
            return department
        }
        guard let operatorID = OperatorID(operatorText) else {
            throw AccessRefusal.labelMalformed(field: "operator")
        }
        guard let purpose = Purpose(purposeText) else { throw RequestRefusal.fieldMalformed("purpose") }
        return ScanRequest(
            scannedText: code,
            step: step,
            terminal: terminal,
            department: department,
            operatorID: operatorID,
            purpose: purpose
        )
    }
}
