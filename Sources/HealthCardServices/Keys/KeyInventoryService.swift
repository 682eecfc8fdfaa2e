import HealthCardDomain

/// Shows the card centre which keys there are (`D12`); the acts on them are at the command line, with credentials.
package struct KeyInventoryService: Sendable {
    private let life: KeyLifeService

    init(life: KeyLifeService) {
        self.life = life
    }

    /// Every key there is or was. It names no resident and shows no key.
    package func inventory(by act: Act) async throws -> [KeyInventoryEntry] {
        try AccessTable.require(.keysRead, of: act.actor)
        return try await life.inventory()
    }

    /// What the keys rest on; anybody may know.
    package var place: KeyPlace { life.service.place }

    /// Whether the key service answers now.
    package var isAvailable: Bool { life.service.isAvailable }
}
