import HealthCardDomain

/// Registers of institutions that are taken over as a whole.
extension IndexDesk {
    /// Registers records in one act, one after another: the result is that of as many single registrations. The same
    /// records again change nothing, so that a load that was stopped is begun anew.
    ///
    /// - Throws: `IndexRefusal.authorityUnknown` where one is of no filed institution; then none is registered.
    package func load(_ records: [SealedSourceRecord], by act: Act) async throws -> [RegistrationAnswer] {
        try await perform(.indexRegister, by: act) { store, reader, trace in
            trace.purpose = "load"
            for authority in Set(records.map(\.id.authority)) { try Self.institution(authority, in: store) }
            let registrar = registrar(store, reader, act)
            return try records.map { try registrar.register($0, nil) }
        }
    }
}
