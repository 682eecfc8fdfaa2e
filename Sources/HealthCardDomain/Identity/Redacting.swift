/// A value about a person: whatever prints, interpolates, dumps or mirrors it sees `<redacted>`.
///
/// A conforming type gets all four ways out closed at once; code that needs the value reads a property by name,
/// so a reviewer can list every such place.
package protocol Redacting: CustomStringConvertible, CustomDebugStringConvertible, CustomReflectable {}

extension Redacting {
    /// Always `<redacted>`.
    package var description: String { "<redacted>" }

    /// Always `<redacted>`.
    package var debugDescription: String { "<redacted>" }

    /// A mirror without children, so that `dump` and template engines find nothing to walk into.
    package var customMirror: Mirror { Mirror(self, children: []) }
}
