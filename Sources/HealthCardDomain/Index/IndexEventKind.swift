/// What happened to an index. The raw values are stored, and sent to those who subscribe.
package enum IndexEventKind: String, Sendable, CaseIterable {
    case create, update, link, unlink, merge, unmerge
}
