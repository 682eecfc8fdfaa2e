package import HealthCardDomain

/// Why an upload of uses was refused; nothing of the batch is recorded then.
package enum UseRefusal: Refusal, Equatable {
    case empty
    case tooMany
    /// A row's time is not on the statistics day (+08:00) of the upload, or lies ahead of the clock.
    case notToday(row: Int)
    case cardUnknown(row: Int)

    package var code: ProblemCode {
        switch self {
        case .empty, .tooMany: .useBatchSize
        case .notToday: .useNotToday
        case .cardUnknown: .cardNotFound
        }
    }

    package var field: String? {
        switch self {
        case .empty, .tooMany: "biz_content"
        case .notToday(let row): "[\(row)].usetime"
        case .cardUnknown(let row): "[\(row)].ehealth_card_id"
        }
    }
}
