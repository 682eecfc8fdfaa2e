/// What root keys rest on.
package enum KeyPlace: Sendable, Equatable {
    /// Our own software over libcrypto: for a demo, a trial and a test. No certified module.
    case software
    /// A device behind a vendor's library, as the device itself says: maker, model, serial number.
    case device(String)

    /// Whether the keys are software keys, which every page and log that matters must say.
    package var isSoftware: Bool { self == .software }
}

extension KeyPlace {
    /// The place in one word or the device's own words, as inventory and log name it.
    package var name: String {
        switch self {
        case .software: "software"
        case .device(let name): name
        }
    }
}
