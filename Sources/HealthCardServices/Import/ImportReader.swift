package import HealthCardDomain

/// Reads rows by the rules of a single person's form (`B19`): the same types of the domain, the same refusals.
package struct ImportReader: Sendable {
    private let kind: ImportKind
    /// The day in China against which dates are read.
    private let today: CivilDate

    package init(kind: ImportKind, on today: CivilDate) {
        self.kind = kind
        self.today = today
    }

    /// The row as a value of the domain, or why it is none. The first fault of a row counts.
    package func item(_ row: ImportRow) -> ImportItem {
        do throws(RowReject) {
            switch kind {
            case .residents: return .resident(try resident(row))
            case .patientIndexes: return .patientIndex(try patientIndex(row))
            case .institutions: return .institution(try institution(row))
            case .terminals: return .terminal(try terminal(row))
            }
        } catch {
            return .rejected(error)
        }
    }

    private func resident(_ row: ImportRow) throws(RowReject) -> ResidentIdentity {
        let document = try document(row)
        let name = try read(row, .name) { text throws(IdentityRefusal) in try PersonName(text) }
        let gender = try readIfPresent(row, .gender) { text throws(IdentityRefusal) in
            if let named = Gender.allCases.first(where: { $0.nameChinese == text }) { return named }
            return try Gender(code: text)
        }
        let birthDate = try readIfPresent(row, .birthDate) { text throws(IdentityRefusal) in
            try CivilDate(birthDateText: text)
        }
        let phone = try readIfPresent(row, .phone) { text throws(IdentityRefusal) in try PhoneNumber(text) }
        let nation = row[.nation].map { EthnicGroup(nameChinese: $0)?.code ?? $0 }
        do throws(IdentityRefusal) {
            return try ResidentIdentity(
                document: document,
                name: name,
                gender: gender,
                birthDate: birthDate,
                phone: phone,
                nation: nation,
                address: row[.address].map { Sensitive($0) },
                on: today
            )
        } catch {
            let column = Self.column(of: error)
            throw RowReject(error.code, row: row.number, column: column, value: row[column] ?? "")
        }
    }

    /// The column that a refusal of the whole identity is about.
    private static func column(of refusal: IdentityRefusal) -> ImportColumn {
        switch refusal {
        case .genderMismatch, .genderUnknown: .gender
        case .birthDateMismatch, .birthDateTooEarly, .birthDateInFuture, .birthDateMalformed: .birthDate
        case .nationUnknown: .nation
        default: .address  // Everything else was read before; what is left looks at the address's text.
        }
    }

    private func patientIndex(_ row: ImportRow) throws(RowReject) -> PatientIndexStatement {
        PatientIndexStatement(
            institution: try label(row, .institution),
            patientID: try convert(row, .patientID, .fieldMalformed) { PatientID($0) },
            document: try document(row),
            name: try readIfPresent(row, .name) { text throws(IdentityRefusal) in try PersonName(text) }
        )
    }

    private func institution(_ row: ImportRow) throws(RowReject) -> Institution {
        let departments = try (row[.departments] ?? "").split(whereSeparator: { " ;；、".contains($0) })
            .map { part throws(RowReject) -> DepartmentCode in
                guard let code = DepartmentCode(String(part)) else {
                    throw RowReject(.codeUnknown, row: row.number, column: .departments, value: String(part))
                }
                return code
            }
        return Institution(
            code: try label(row, .code),
            nameChinese: try text(row, .nameChinese),
            nameEnglish: row[.nameEnglish] == nil ? "" : try text(row, .nameEnglish),
            level: try coded(row, .level) { InstitutionLevel(rawValue: $0) },
            category: try coded(row, .category) { InstitutionCategory($0) },
            regionCode: try coded(row, .region) { RegionCode($0)?.text },
            status: try status(row),
            departments: departments
        )
    }

    private func terminal(_ row: ImportRow) throws(RowReject) -> Terminal {
        Terminal(
            code: try label(row, .code),
            institution: try label(row, .institution),
            department: try coded(row, .department) { DepartmentCode($0) },
            type: row[.terminalType] == nil
                ? .staffedWindow : try coded(row, .terminalType) { TerminalType(rawValue: $0) },
            status: try status(row)
        )
    }

    /// Nothing becomes usable by being left out.
    private func status(_ row: ImportRow) throws(RowReject) -> AccessStatus {
        row[.status] == nil ? .filed : try coded(row, .status) { AccessStatus(rawValue: $0) }
    }

    private func document(_ row: ImportRow) throws(RowReject) -> DocumentNumber {
        let type = try readIfPresent(row, .idType) { text throws(IdentityRefusal) in
            if let named = IDType.allCases.first(where: { $0.nameChinese == text }) { return named }
            return try IDType(code: text)
        }
        return try read(row, .idNumber) { text throws(IdentityRefusal) in
            try DocumentNumber(type: type ?? .residentID, text: text, on: today)
        }
    }

    private func label<Code: Label>(_ row: ImportRow, _ column: ImportColumn) throws(RowReject) -> Code {
        try convert(row, column, .labelMalformed) { Code($0) }
    }

    /// A name of a place: free text of one line.
    private func text(_ row: ImportRow, _ column: ImportColumn) throws(RowReject) -> String {
        try read(row, column) { text throws(IdentityRefusal) in
            guard text.utf8.count <= 200 else { throw .nameTooLong }
            try TextHazard.checkFreeText(text)
            return text
        }
    }

    private func coded<Value>(
        _ row: ImportRow,
        _ column: ImportColumn,
        _ make: (String) -> Value?
    ) throws(RowReject) -> Value {
        guard let text = row[column] else { throw RowReject(.fieldMissing, row: row.number, column: column) }
        guard let value = make(text) else {
            throw RowReject(RowFault.codeUnknown, row: row.number, column: column, value: text)
        }
        return value
    }

    private func convert<Value>(
        _ row: ImportRow,
        _ column: ImportColumn,
        _ code: ProblemCode,
        _ make: (String) -> Value?
    ) throws(RowReject) -> Value {
        guard let text = row[column] else { throw RowReject(.fieldMissing, row: row.number, column: column) }
        guard let value = make(text) else { throw RowReject(code, row: row.number, column: column, value: text) }
        return value
    }

    private func read<Value>(
        _ row: ImportRow,
        _ column: ImportColumn,
        _ make: (String) throws(IdentityRefusal) -> Value
    ) throws(RowReject) -> Value {
        guard let value = try readIfPresent(row, column, make) else {
            throw RowReject(.fieldMissing, row: row.number, column: column)
        }
        return value
    }

    private func readIfPresent<Value>(
        _ row: ImportRow,
        _ column: ImportColumn,
        _ make: (String) throws(IdentityRefusal) -> Value
    ) throws(RowReject) -> Value? {
        guard let text = row[column] else { return nil }
        do throws(IdentityRefusal) {
            return try make(text)
        } catch {
            throw RowReject(error.code, row: row.number, column: column, value: text)
        }
    }
}
