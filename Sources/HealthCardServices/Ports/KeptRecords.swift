/// Records that grow for ever unless a region decides how long they are kept.
package enum KeptRecords: String, Sendable, CaseIterable {
    case uses
    case auditEntries = "audit_entries"
}
