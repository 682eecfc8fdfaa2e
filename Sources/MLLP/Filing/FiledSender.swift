package import HL7v2

/// A sender and the addresses that it may connect from.
package struct FiledSender: Sendable {
    package let sender: Sender
    package let addresses: [AddressRange]

    package init(_ sender: Sender, addresses: [AddressRange]) {
        self.sender = sender
        self.addresses = addresses
    }
}
