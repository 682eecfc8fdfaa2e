package import HealthCardDomain

/// Institutions, apps and terminals (接入管理). `save` adds or replaces by code.
package protocol AccessRepository {
    func app(_ id: AppID) throws -> App?
    /// The live credentials of an app, newest first, at most two of each kind.
    func credentials(of app: AppID) throws -> [AppCredential]
    func save(_ app: App, credentials: [AppCredential]) throws
    func apps() throws -> [App]

    func institution(_ code: InstitutionCode) throws -> Institution?
    func institutions() throws -> [Institution]
    /// In the order of their codes, from the one after `code` on; from the first where it is `nil`.
    func institutions(after code: InstitutionCode?, limit: Int) throws -> [Institution]
    func save(_ institution: Institution) throws

    func terminal(_ code: TerminalCode) throws -> Terminal?
    /// A terminal and its institution, in one look-up.
    func desk(_ code: TerminalCode) throws -> (terminal: Terminal, institution: Institution)?
    func terminals(of institution: InstitutionCode?) throws -> [Terminal]
    /// In the order of their codes, from the one after `code` on; from the first where it is `nil`.
    func terminals(after code: TerminalCode?, limit: Int) throws -> [Terminal]
    func save(_ terminal: Terminal) throws
}
