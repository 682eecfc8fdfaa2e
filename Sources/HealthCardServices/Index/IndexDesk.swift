package import HealthCardDomain
import Matching

/// The main index as its callers meet it: every act is allowed by the access table, counted once, carried out and audited
/// in one transaction, and the audit entry names the persons of the index.
///
/// An assigning authority is the code of a filed institution, and its local ids are what that institution gave. An app of an
/// institution says and takes back only what is that institution's own; an app of the whole region may for all of them.
package struct IndexDesk: Sendable {
    let ledger: ActLedger
    let service: IndexService
    let check: any MergeCheck
    let terms: ConversionTerms

    package init(
        ledger: ActLedger,
        service: IndexService,
        check: any MergeCheck = NoMergeCheck(),
        terms: ConversionTerms = ConversionTerms()
    ) {
        self.ledger = ledger
        self.service = service
        self.check = check
        self.terms = terms
    }

    /// Carries out one act, and keeps what it read for the next ones.
    func perform<Value: Sendable>(
        _ operation: AccessOperation,
        by act: Act,
        _ body: @escaping @Sendable (any Repositories, RecordReader, inout Trace) throws -> Value
    ) async throws -> Value {
        let (value, read) = try await ledger.perform(operation, by: act) { store, trace in
            let reader = RecordReader(service.cache)
            let value = try body(store, reader, &trace)
            return (value, reader.read)
        }
        service.cache.add(read)
        return value
    }

    /// What registers records in this transaction.
    func registrar(_ store: any Repositories, _ reader: RecordReader, _ act: Act) -> IndexRegistrar {
        IndexRegistrar(engine: service.engine, store: store, reader: reader, now: act.at)
    }

    /// Passes if an authority is a filed institution.
    ///
    /// - Throws: `IndexRefusal.authorityUnknown`.
    @discardableResult
    static func institution(_ authority: AssigningAuthority, in store: any Repositories) throws -> Institution {
        guard let code = InstitutionCode(authority.text), let institution = try store.access.institution(code) else {
            throw IndexRefusal.authorityUnknown
        }
        return institution
    }

    /// Passes if the caller speaks for an authority.
    ///
    /// - Throws: `IndexRefusal.authorityUnknown`, `.authorityOfOthers`.
    @discardableResult
    static func ownInstitution(
        _ authority: AssigningAuthority,
        of act: Act,
        in store: any Repositories,
        _ trace: inout Trace
    ) throws -> Institution {
        let institution = try institution(authority, in: store)
        trace.institution = institution.code
        if let own = act.actor.institution, own != institution.code { throw IndexRefusal.authorityOfOthers }
        return institution
    }
}
