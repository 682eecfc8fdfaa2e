import HealthCardDomain
import HealthCardServices

/// Sealing stored values anew under the current keys, some rows at a time (`xinglin keys rewrap`).
extension SQLKeyRepository {
    private static let cells = ["id_no", "name", "gender", "birth_date", "phone", "nation", "address"]

    func rewrapCount() throws -> Int {
        let values = [try personal.currentVersion(), try personal.currentVersion(.credential)]
        return try connection.row(KeyStatements.countOld, values)?.count(0) ?? 0
    }

    func rewrap(limit: Int) throws -> Int {
        var changed = try rewrapPersons(limit: limit)
        if changed < limit { changed += try rewrapSessions(limit: limit - changed) }
        if changed < limit { changed += try rewrapConsents(limit: limit - changed) }
        if changed < limit { changed += try rewrapPatientIndexes(limit: limit - changed) }
        if changed < limit { changed += try rewrapIndex(limit: limit - changed) }
        if changed < limit { changed += try rewrapCredentials(limit: limit - changed) }
        return changed
    }

    private func rewrapPersons(limit: Int) throws -> Int {
        let version = try personal.currentVersion()
        let rows = try connection.rows(KeyStatements.oldPersons, [version, .integer(limit)])
        for row in rows {
            let person = try row.text(0)
            let number = try row.count(1)
            var cells = personal.personVersion(person, number, try row.text(2))
            let texts = try Self.cells.enumerated().map { try cells.openedIfPresent(row, 3 + $0.offset, $0.element) }
            var values: [SQLValue] = [.text(person), .integer(number)]
            for (column, text) in zip(Self.cells, texts) { values.append(try cells.sealedIfPresent(text, column)) }
            _ = try connection.execute(KeyStatements.resealPerson, values + [cells.keyVersion()])
        }
        return rows.count
    }

    private func rewrapSessions(limit: Int) throws -> Int {
        let version = try personal.currentVersion()
        let rows = try connection.rows(KeyStatements.oldSessions, [version, .integer(limit)])
        for row in rows {
            let digest = try row.blob(0)
            var cells = personal.session(digest)
            let phone = try cells.opened(row, 1, "phone")
            let sealed = try cells.sealed(phone, "phone")
            _ = try connection.execute(KeyStatements.resealSession, [.blob(digest), sealed, cells.keyVersion()])
        }
        return rows.count
    }

    private func rewrapConsents(limit: Int) throws -> Int {
        let version = try personal.currentVersion()
        let rows = try connection.rows(KeyStatements.oldConsents, [version, .integer(limit)])
        for row in rows {
            let id: ConsentID = try row.identifier(0)
            var cells = personal.consent(id)
            let sealed = try cells.sealed(try cells.opened(row, 1, "subject"), "subject")
            _ = try connection.execute(KeyStatements.resealConsent, [.text(id.text), sealed, cells.keyVersion()])
        }
        return rows.count
    }

    private func rewrapPatientIndexes(limit: Int) throws -> Int {
        let version = try personal.currentVersion()
        let rows = try connection.rows(KeyStatements.oldPatientIndexes, [version, .integer(limit)])
        for row in rows {
            let (institution, place): (InstitutionCode, [UInt8]) = (try row.label(0), try row.blob(1))
            var cells = personal.patientIndex(of: institution, place, try row.identifier(2))
            let sealed = try cells.sealed(try cells.opened(row, 3, "patient_id"), "patient_id")
            let values: [SQLValue] = [.text(institution.text), .blob(place), sealed, try cells.keyVersion()]
            _ = try connection.execute(KeyStatements.resealPatientIndex, values)
        }
        return rows.count
    }

    private func rewrapCredentials(limit: Int) throws -> Int {
        let version = try personal.currentVersion(.credential)
        let rows = try connection.rows(KeyStatements.oldCredentials, [version, .integer(limit)])
        for row in rows {
            let app: AppID = try row.label(0)
            let id = try row.text(1)
            var cells = personal.credential(id, of: app)
            let secret = try cells.opened(row, 2, "secret")
            let sealed = try cells.sealed(secret, "secret")
            let values: [SQLValue] = [.text(app.text), .text(id), sealed, try cells.keyVersion()]
            _ = try connection.execute(KeyStatements.resealCredential, values)
        }
        return rows.count
    }
}
