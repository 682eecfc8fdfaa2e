/// The `app_id` that the card centre gave to an application when it was filed.
package struct AppID: Label {
    package static let maximumLength = 36

    package let text: String

    package init(trusted text: String) { self.text = text }
}
