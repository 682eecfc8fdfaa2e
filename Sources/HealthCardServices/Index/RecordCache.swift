import Foundation
import Matching
import Synchronization

/// Decoded versions of source records, within a bound of bytes. What a version says never changes, so nothing here ever
/// becomes wrong; what was read least lately goes.
///
/// Two generations: what is asked for moves to the young one, and when that is full the old one is dropped.
package final class RecordCache: Sendable {
    /// What a record takes beside twice its stored bytes: its arrays, and its place in the table.
    private static let overheadBytes = 1_200

    private struct State {
        var young: [RecordReference: Entry] = [:]
        var old: [RecordReference: Entry] = [:]
        var youngBytes = 0
    }

    package struct Entry: Sendable {
        let record: MatchRecord
        let bytes: Int

        init(_ record: MatchRecord, storedBytes: Int) {
            self.record = record
            bytes = 2 * storedBytes + RecordCache.overheadBytes
        }
    }

    private let limitBytes: Int
    private let state = Mutex(State())

    /// - Parameter limitBytes: of both generations together.
    package init(limitBytes: Int) {
        precondition(limitBytes > 0, "a cache has room")
        self.limitBytes = limitBytes
    }

    /// Those that are here.
    func find(_ wanted: some Sequence<RecordReference>) -> [RecordReference: MatchRecord] {
        state.withLock { state in
            var found: [RecordReference: MatchRecord] = [:]
            for reference in wanted {
                if let entry = state.young[reference] {
                    found[reference] = entry.record
                } else if let entry = state.old[reference] {
                    found[reference] = entry.record
                    put(reference, entry, into: &state)
                }
            }
            return found
        }
    }

    /// Takes in what a transaction read, once it is committed: what it wrote and took back must not come here.
    func add(_ entries: [RecordReference: Entry]) {
        guard !entries.isEmpty else { return }
        state.withLock { state in
            for (reference, entry) in entries where state.young[reference] == nil {
                put(reference, entry, into: &state)
            }
        }
    }

    /// Drops versions that are read otherwise now.
    func forget(_ versions: some Sequence<RecordReference>) {
        state.withLock { state in
            for version in versions {
                state.old[version] = nil
                if let entry = state.young.removeValue(forKey: version) { state.youngBytes -= entry.bytes }
            }
        }
    }

    private func put(_ reference: RecordReference, _ entry: Entry, into state: inout State) {
        if state.youngBytes + entry.bytes > limitBytes / 2 {
            state.old = state.young
            state.young = [:]
            state.youngBytes = 0
        }
        state.young[reference] = entry
        state.youngBytes += entry.bytes
    }
}
