/// What a device says of itself in its `DEVICEINFO`.
package struct SDFDeviceIdentity: Sendable, Equatable {
    /// Maker, model and serial number, printable characters only, without the filling of the fields.
    package let maker: String
    package let model: String
    package let serial: String

    /// One line for the inventory.
    package var label: String {
        [maker, model, serial].filter { !$0.isEmpty }.joined(separator: " ")
    }
}
