package import Foundation
package import HealthCardDomain
package import HealthCardServices
import Storage

extension PostgresStorage: RecordKeeping {
    package func makeRoom(after instant: Date) async throws {
        for records in KeptRecords.allCases {
            while try await alone({ connection in
                try PostgresMonths(records: records, connection: connection)
                    .makeNext(after: instant.storedMilliseconds)
            }) {}
        }
    }

    package func drop(_ records: KeptRecords, before instant: Date, entry: AuditEntry) async throws -> Int {
        var dropped = 0
        while try await alone({ [keys] connection in
            let isDropped = try PostgresMonths(records: records, connection: connection)
                .dropOldest(before: instant.storedMilliseconds)
            if isDropped { try SQLRepositories(connection, keys: keys).audit.append(entry) }
            return isDropped
        }) {
            dropped += 1
        }
        return dropped
    }
}
