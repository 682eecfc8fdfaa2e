import Foundation
import GRDB
import HealthCardDomain
import HealthCardServices
import SMCrypto
import Storage
import StorageSQLite
import TestSupport
import Testing

/// What somebody finds, and can do, who has the database file and no key.
struct SealedCellTests {
    private static let instant = Date(timeIntervalSince1970: 1_790_040_800)
    private static let cells = ["id_no", "name", "gender", "birth_date", "phone", "nation", "address"]
    private static let app = AppID(trusted: "app")
    private static let secrets = ["abcdefghijklmnop", "0123456789abcdef"]

    /// Two persons, of whom the first changed once, a resident's session and an app with two secrets.
    private struct Registry {
        let folder: TemporaryFolder
        let keys: TestKeys
        let storage: SQLiteStorage
        let raw: DatabaseQueue
        let people: [Person]
        let session: Session

        init() async throws {
            folder = try TemporaryFolder()
            keys = try TestKeys()
            storage = try SQLiteStorage(path: folder.database, keys: keys)
            func person(_ sequence: Int) throws -> Person {
                let id = PersonID(trusted: String(repeating: "\(sequence)", count: 64))
                return Person(registering: try MadeUpResident.identity(sequence), id: id, at: instant)
            }
            let (first, second) = (try person(1), try person(2))
            var changed = first
            try changed.update(to: MadeUpResident.identity(1, name: "张三丰"), at: instant)
            people = [changed, second]
            session = Session(
                digest: Array(repeating: 9, count: 32),
                holder: .resident(try MadeUpResident.phone(1)),
                formToken: "form",
                createdAt: instant,
                expiresAt: instant.addingTimeInterval(60)
            )
            try await storage.write { [changed, session] store in
                try store.persons.add(first)
                try store.persons.add(second)
                try store.persons.save(changed)
                try store.signIns.attach(first.id, to: MadeUpResident.phone(1), at: instant)
                try store.signIns.add(session)
            }
            raw = try DatabaseQueue(path: folder.database)
        }

        func saveApp(_ secrets: [String]) async throws {
            let app = App(
                id: SealedCellTests.app,
                name: "app",
                recordNumber: AppRecordNumber(trusted: "A0001"),
                institution: nil,
                status: .authorised,
                operations: []
            )
            try await storage.write {
                try $0.access.save(app, credentials: secrets.map { .secret(Sensitive($0)) })
            }
        }

        func credentials() async throws -> [AppCredential] {
            try await storage.read { try $0.access.credentials(of: SealedCellTests.app) }
        }

        func cell(_ column: String, of person: Person, version: Int? = nil) async throws -> [UInt8] {
            let arguments: StatementArguments = [person.id.text, version ?? person.version]
            let data = try await raw.read { database in
                try Data.fetchOne(
                    database,
                    sql: "SELECT \(column) FROM person_versions WHERE person_id = ? AND version = ?",
                    arguments: arguments
                )
            }
            return Array(try #require(data))
        }

        func put(_ cell: [UInt8], into column: String, of person: Person) async throws {
            let arguments: StatementArguments = [Data(cell), person.id.text, person.version]
            try await raw.write { database in
                try database.execute(
                    sql: "UPDATE person_versions SET \(column) = ? WHERE person_id = ? AND version = ?",
                    arguments: arguments
                )
                #expect(database.changesCount == 1)
            }
        }

        func read(_ person: Person) async throws -> Person? {
            try await storage.read { try $0.persons.find(person.id) }
        }

        /// Expects that a person with a cell planted is refused, and puts the good cell back.
        func expectRefused(
            _ cell: [UInt8],
            as column: String,
            of person: Person,
            _ comment: Comment,
            allowing other: KeyRefusal? = nil
        ) async throws {
            let good = try await self.cell(column, of: person)
            try #require(good != cell, comment)
            try await put(cell, into: column, of: person)
            do {
                _ = try await read(person)
                Issue.record("A changed cell was opened: \(comment)")
            } catch let refusal as KeyRefusal {
                #expect(refusal == .notAuthentic || refusal == other, comment)
            }
            try await put(good, into: column, of: person)
        }

        func remove() async throws {
            try raw.close()
            try await storage.close()
            try folder.remove()
        }
    }

    @Test func `cells are sealed, differ for equal values, and show nothing of the value`() async throws {
        let registry = try await Registry()
        let person = registry.people[0]
        let texts = [
            MadeUpResident.number(1), "张三丰", "1", "1990-01-01", try MadeUpResident.phone(1).text, "01", "杏林市一号路 1 号",
        ]
        for (column, text) in zip(Self.cells, texts) {
            let cell = try await registry.cell(column, of: person)
            let sealed = try SealedColumn(cell)
            #expect(sealed.keyVersion == 1 && cell.count == SealedColumn.length(forText: text.utf8.count))
            let other = try await registry.cell(column, of: registry.people[1])
            let earlier = try await registry.cell(column, of: person, version: 1)
            #expect(cell != other && cell != earlier && cell.suffix(32) != earlier.suffix(32))
        }
        try await registry.saveApp(Self.secrets)
        let types = try await registry.raw.read { database in
            try String.fetchAll(
                database,
                sql: """
                    SELECT typeof(value) FROM identifiers UNION ALL SELECT typeof(phone) FROM sessions
                    UNION ALL SELECT typeof(phone) FROM resident_accounts
                    UNION ALL SELECT typeof(secret) FROM app_credentials
                    """
            )
        }
        #expect(types == Array(repeating: "blob", count: 6))
        let hidden = texts.filter { $0.utf8.count > 2 } + Self.secrets + ["张三"]
        let path = registry.folder.database
        let bytes = try Data(contentsOf: URL(filePath: path)) + Data(contentsOf: URL(filePath: path + "-wal"))
        for text in hidden {
            #expect(bytes.range(of: Data(text.utf8)) == nil, "a value lies in clear in the files")
        }
        #expect(bytes.range(of: Data(person.id.text.utf8)) != nil, "the search finds what is there")
        try await registry.remove()
    }

    @Test func `a cell of another row, column, version or table does not open`() async throws {
        let registry = try await Registry()
        let (person, other) = (registry.people[0], registry.people[1])
        for column in Self.cells {
            let foreign = try await registry.cell(column, of: other)
            try await registry.expectRefused(foreign, as: column, of: person, "\(column) of another person")
            let earlier = try await registry.cell(column, of: person, version: 1)
            try await registry.expectRefused(earlier, as: column, of: person, "\(column) of the version before")
            for source in Self.cells where source != column {
                let moved = try await registry.cell(source, of: person)
                try await registry.expectRefused(moved, as: column, of: person, "\(source) as \(column)")
            }
        }
        let phone = try await registry.raw.read { try Data.fetchOne($0, sql: "SELECT phone FROM sessions") }
        try await registry.expectRefused(Array(try #require(phone)), as: "phone", of: person, "phone of a session")
        #expect(try await registry.read(person)?.identity == person.identity, "the good cells open again")

        let cell = Data(try await registry.cell("phone", of: person))
        try await registry.raw.write { try $0.execute(sql: "UPDATE sessions SET phone = ?", arguments: [cell]) }
        let digest = registry.session.digest
        let refusal = await #expect(throws: KeyRefusal.notAuthentic) {
            try await registry.storage.read { try $0.signIns.session(digest: digest, at: Self.instant) }
        }
        #expect(refusal?.code == ProblemCode.sealedValueNotAuthentic)
        try await registry.remove()
    }

    @Test func `a value that is absent is sealed too, so that no cell can be emptied`() async throws {
        let registry = try await Registry()
        let person = registry.people[0]
        for column in ["birth_date", "phone", "nation", "address"] {
            try await registry.expectRefused([], as: column, of: person, "\(column) emptied")
            await #expect(throws: DatabaseError.self) {
                try await registry.raw.write {
                    try $0.execute(sql: "UPDATE person_versions SET \(column) = NULL")
                }
            }
        }
        try await registry.remove()
    }

    @Test func `what stands beside the cells in clear cannot be turned either`() async throws {
        let registry = try await Registry()
        let (person, other) = (registry.people[0], registry.people[1])
        try await registry.raw.write { database in
            try database.execute(
                sql: "UPDATE identifiers SET person_id = ? WHERE person_id = ?",
                arguments: [other.id.text, person.id.text]
            )
        }
        await #expect(throws: KeyRefusal.notAuthentic) {
            try await registry.storage.read { try $0.persons.find(document: person.identity.document) }
        }
        try await registry.raw.write { try $0.execute(sql: "UPDATE person_versions SET id_type = '03'") }
        await #expect(throws: KeyRefusal.notAuthentic) { try await registry.read(person) }
        try await registry.remove()
    }

    @Test func `a cell with any bit changed, cut or lengthened does not open`() async throws {
        let registry = try await Registry()
        let person = registry.people[0]
        let good = try await registry.cell("name", of: person)
        for bit in 0..<good.count * 8 {
            var changed = good
            changed[bit / 8] ^= 1 << (bit % 8)
            // A changed key version names a key that there is not.
            let isVersion = (2..<6).contains(bit / 8)
            try await registry.expectRefused(
                changed,
                as: "name",
                of: person,
                "bit \(bit)",
                allowing: isVersion ? .notFound : nil
            )
        }
        for changed in [[], Array(good.dropLast()), good + [0], Array(good.dropLast(16)), good + good] {
            try await registry.expectRefused(changed, as: "name", of: person, "\(changed.count) bytes")
        }
        try await registry.remove()
    }

    @Test func `a cell renamed to another key version does not open under that key`() async throws {
        let registry = try await Registry()
        let person = registry.people[0]
        try registry.keys.rotateColumns()
        var renamed = try await registry.cell("name", of: person)
        renamed[5] = 2
        try await registry.expectRefused(renamed, as: "name", of: person, "version 1 as 2")
        try await registry.remove()
    }

    @Test func `a cell from a backup does not open after its key was destroyed`() async throws {
        let registry = try await Registry()
        let person = registry.people[0]
        let old = try await registry.cell("address", of: person)
        try registry.keys.rotateColumns()
        while try await registry.storage.write({ try $0.keys.rewrap(limit: 10) }) > 0 {}
        registry.keys.destroyColumns(version: 1)
        #expect(try await registry.read(person)?.identity == person.identity)
        try await registry.expectRefused(old, as: "address", of: person, "of the destroyed key", allowing: .notFound)
        try await registry.remove()
    }

    @Test func `a secret that was replaced does not open when its cell is put back`() async throws {
        let registry = try await Registry()
        try await registry.saveApp([Self.secrets[0]])
        #expect(try await registry.credentials() == [.secret(Sensitive(Self.secrets[0]))])
        let old = try #require(
            try await registry.raw.read { try Data.fetchOne($0, sql: "SELECT secret FROM app_credentials") }
        )
        try await registry.saveApp([Self.secrets[1]])
        #expect(try await registry.credentials() == [.secret(Sensitive(Self.secrets[1]))])
        try await registry.raw.write { database in
            try database.execute(sql: "UPDATE app_credentials SET secret = ?", arguments: [old])
            #expect(database.changesCount == 1)
        }
        await #expect(throws: KeyRefusal.notAuthentic) { try await registry.credentials() }
        try await registry.remove()
    }

    @Test func `two secrets of one app do not change places`() async throws {
        let registry = try await Registry()
        try await registry.saveApp(Self.secrets)
        try await registry.raw.write { database in
            let cells = try Data.fetchAll(database, sql: "SELECT secret FROM app_credentials ORDER BY position")
            for (position, cell) in zip([2, 1], cells) {
                try database.execute(
                    sql: "UPDATE app_credentials SET secret = ? WHERE position = ?",
                    arguments: [cell, position]
                )
            }
        }
        await #expect(throws: KeyRefusal.notAuthentic) { try await registry.credentials() }
        try await registry.remove()
    }
}
