import HealthCardDomain
import HealthCardServices
import Matching
import TestSupport

/// The desk of the index in the made-up region, and what its callers say.
struct DeskCaller {
    let world: World
    var desk: IndexDesk { world.services.indexDesk }

    init() async throws { world = try await World() }

    /// The local id of a made-up person at a hospital of the region.
    static func id(_ person: Int, at hospital: InstitutionCode = TestRegion.hospital) throws -> SourceRecordID {
        try id("P\(person)", at: hospital)
    }

    static func id(_ text: String, at hospital: InstitutionCode = TestRegion.hospital) throws -> SourceRecordID {
        SourceRecordID(
            authority: AssigningAuthority(trusted: hospital.text),
            localID: try MadeUpRegistration.id(text).localID
        )
    }

    /// Everything that a hospital knows of a made-up person.
    static func statement(_ person: Int) -> SourceStatement {
        let fields = MadeUpRegistration.fields(person)
        var statement = SourceStatement()
        statement.name = .said(fields.name)
        statement.sex = .said(fields.sex)
        statement.birthDate = .said(fields.birthDate)
        statement.idType = .said(fields.idType)
        statement.idNumber = .said(fields.idNumber)
        statement.phone = .said(fields.phone)
        statement.address = .said(fields.address)
        statement.nation = .said(fields.nation)
        return statement
    }

    /// Registers a made-up person at a hospital, a second after whatever came before.
    @discardableResult
    func register(_ person: Int, at hospital: InstitutionCode = TestRegion.hospital) async throws -> FeedAnswer {
        try await register(Self.statement(person), Self.id(person, at: hospital))
    }

    @discardableResult
    func register(_ statement: SourceStatement, _ id: SourceRecordID, by actor: Actor? = nil) async throws -> FeedAnswer
    {
        world.clock.advance(by: 1)
        return try await desk.register(statement, as: id, by: act(actor))
    }

    /// An act of the region's app, where nobody is named.
    func act(_ actor: Actor? = nil) -> Act { world.act(actor ?? .app(TestRegion.app)) }

    /// An act of an operator of the centre, a second after whatever came before.
    func decision() -> Act {
        world.clock.advance(by: 1)
        return world.act(.account(TestRegion.centre))
    }
}
