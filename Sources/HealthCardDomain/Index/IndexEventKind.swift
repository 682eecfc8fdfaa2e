/// What happened to an index. The raw values are sent to those who subscribe.
package enum IndexEventKind: String, Sendable, CaseIterable {
    case create, update, link, unlink, merge, unmerge
    /// An update by which a provisional registration became one that says who the person is.
    case convert
}
