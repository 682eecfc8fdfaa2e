package import HealthCardServices

/// The repositories of one transaction, over one connection.
package struct SQLRepositories: Repositories {
    /// For what a driver does beside them.
    package let connection: any SQLConnection
    private let personal: PersonalColumns
    private let indexChanges: IndexChanges

    /// - Parameter recent: what was committed before, where the driver keeps it.
    package init(_ connection: any SQLConnection, keys: any ColumnKeys, after recent: RecentChanges? = nil) {
        self.connection = connection
        personal = PersonalColumns(keys: keys)
        indexChanges = IndexChanges(after: recent)
    }

    package var persons: any PersonRepository { SQLPersonRepository(connection: connection, personal: personal) }
    package var cards: any CardRepository { SQLCardRepository(connection: connection) }
    package var access: any AccessRepository { SQLAccessRepository(connection: connection, personal: personal) }
    package var operators: any OperatorRepository { SQLOperatorRepository(connection: connection) }
    package var uses: any UseRepository { SQLUseRepository(connection: connection) }
    package var audit: any AuditRepository { SQLAuditRepository(connection: connection) }
    package var marks: any MarkRepository { SQLMarkRepository(connection: connection) }
    package var idempotency: any IdempotencyRepository { SQLIdempotencyRepository(connection: connection) }
    package var signIns: any SignInRepository { SQLSignInRepository(connection: connection, personal: personal) }
    package var consents: any ConsentRepository { SQLConsentRepository(connection: connection, personal: personal) }
    package var imports: any ImportRepository { SQLImportRepository(connection: connection) }
    package var patientIndexes: any PatientIndexRepository {
        SQLPatientIndexRepository(connection: connection, personal: personal)
    }
    package var sourceRecords: any SourceRecordRepository {
        SQLSourceRecordRepository(connection: connection, personal: personal)
    }
    package var index: any IndexRepository {
        SQLIndexRepository(connection: connection, personal: personal, changes: indexChanges)
    }
    package var indexReviews: any IndexReviewRepository {
        SQLIndexReviewRepository(connection: connection, personal: personal)
    }
    package var subscriptions: any SubscriptionRepository {
        SQLSubscriptionRepository(connection: connection, personal: personal)
    }
    package var reviewQueue: any ReviewQueueRepository { SQLReviewQueueRepository(connection: connection) }
    package var indexQuality: any IndexQualityRepository {
        SQLIndexQualityRepository(connection: connection, personal: personal)
    }
    package var models: any ModelRepository { SQLModelRepository(connection: connection) }
    package var indexScan: any IndexScanRepository {
        SQLIndexScanRepository(
            connection: connection,
            index: SQLIndexRepository(connection: connection, personal: personal, changes: indexChanges)
        )
    }
    package var figures: any FigureRepository { SQLFigureRepository(connection: connection) }
    package var keys: any KeyRepository { SQLKeyRepository(connection: connection, personal: personal) }
}
