package import SDFKeys

extension SDFSettings {
    /// For tests about right and wrong, not about time: a busy machine must not look like a hung device.
    package static var patient: SDFSettings {
        var settings = SDFSettings()
        settings.timeLimit = .seconds(30)
        settings.heartbeatLimit = .seconds(30)
        settings.connectLimit = .seconds(30)
        return settings
    }
}
