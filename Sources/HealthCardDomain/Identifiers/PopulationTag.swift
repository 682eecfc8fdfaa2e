/// What a population list is called, such as `poverty-2026` (`B16`).
package struct PopulationTag: Label {
    package static let maximumLength = 40

    package let text: String

    package init(trusted text: String) { self.text = text }
}
