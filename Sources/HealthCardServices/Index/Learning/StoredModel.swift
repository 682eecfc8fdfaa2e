package import Foundation
package import HealthCardDomain
package import Matching
import SMCrypto

/// A match model as the database keeps it, for as long as any decision carries it.
package struct StoredModel: Sendable, Equatable {
    /// What a model was learned from.
    package struct Source: Sendable, Equatable {
        /// The model where the estimation started.
        package let model: ModelID
        /// Records that were looked at, and pairs of records.
        package let records: Int
        package let candidatePairs: Int
        package let randomPairs: Int

        package init(model: ModelID, records: Int, candidatePairs: Int, randomPairs: Int) {
            self.model = model
            self.records = records
            self.candidatePairs = candidatePairs
            self.randomPairs = randomPairs
        }
    }

    package let id: ModelID
    package let state: ModelState
    package let text: String
    /// SM3 of the text, in 32 bytes.
    package let digest: [UInt8]
    /// `nil` for a model that came with a release.
    package let source: Source?
    package let madeAt: Date
    package let promotedBy: OperatorID?
    package let promotedAt: Date?
    package let retiredAt: Date?

    package init(
        id: ModelID,
        state: ModelState,
        text: String,
        digest: [UInt8],
        source: Source?,
        madeAt: Date,
        promotedBy: OperatorID? = nil,
        promotedAt: Date? = nil,
        retiredAt: Date? = nil
    ) {
        self.id = id
        self.state = state
        self.text = text
        self.digest = digest
        self.source = source
        self.madeAt = madeAt
        self.promotedBy = promotedBy
        self.promotedAt = promotedAt
        self.retiredAt = retiredAt
    }

    /// A model that is to be stored.
    package init(_ model: MatchModel, as id: ModelID, _ state: ModelState, from source: Source?, at instant: Date) {
        let text = model.text
        self.init(
            id: id,
            state: state,
            text: text,
            digest: SM3.hash(Array(text.utf8)),
            source: source,
            madeAt: instant
        )
    }

    /// The model that the text states.
    ///
    /// - Throws: `ModelRefusal.damaged` where the text is not what was stored.
    package func model() throws(ModelRefusal) -> MatchModel {
        guard SM3.hash(Array(text.utf8)) == digest, let model = try? MatchModel(text: text),
            model.name == id.description
        else { throw .damaged(id) }
        return model
    }
}
