/// Why an import does not begin.
package enum ImportRefusal: Error, Sendable, Equatable {
    /// No dry run of this file, read this way, gave a report of that digest.
    case checkUnknown
}
