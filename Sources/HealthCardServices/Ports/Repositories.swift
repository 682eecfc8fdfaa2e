/// The repositories of one transaction. They exist only inside it.
package protocol Repositories {
    var persons: any PersonRepository { get }
    var cards: any CardRepository { get }
    var access: any AccessRepository { get }
    var operators: any OperatorRepository { get }
    var uses: any UseRepository { get }
    var audit: any AuditRepository { get }
    var marks: any MarkRepository { get }
    var idempotency: any IdempotencyRepository { get }
    var signIns: any SignInRepository { get }
    var consents: any ConsentRepository { get }
    var imports: any ImportRepository { get }
    var patientIndexes: any PatientIndexRepository { get }
    var sourceRecords: any SourceRecordRepository { get }
    var index: any IndexRepository { get }
    var indexReviews: any IndexReviewRepository { get }
    var subscriptions: any SubscriptionRepository { get }
    var reviewQueue: any ReviewQueueRepository { get }
    var indexQuality: any IndexQualityRepository { get }
    var models: any ModelRepository { get }
    var indexScan: any IndexScanRepository { get }
    var figures: any FigureRepository { get }
    var keys: any KeyRepository { get }
}
