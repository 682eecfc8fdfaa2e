/// What to do where there is no file of root keys.
package enum MissingFile: Sendable {
    /// Make an empty one, and its folder: at the first start, when nothing was sealed yet.
    case create
    /// Stop: keys are known that must be in it.
    case refuse
}
