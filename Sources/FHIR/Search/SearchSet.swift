import StrictJSON

/// A Bundle of what a search, a match or an operation found (FHIR R4, searchset).
package struct SearchSet: Sendable {
    /// A resource that was found.
    package struct Entry: Sendable {
        let resource: any BundledResource
        /// Millionths of certainty that this is who was asked for, and how sure that is; `nil` where nothing was weighed.
        let match: (probabilityMillionths: Int, grade: MatchGrade)?

        package init(_ patient: PatientResource, match: (probabilityMillionths: Int, grade: MatchGrade)? = nil) {
            resource = patient
            self.match = match
        }

        package init(_ subscription: SubscriptionResource) {
            resource = subscription
            match = nil
        }

        package init(_ status: SubscriptionStatus) {
            resource = status
            match = nil
        }
    }

    /// In the order in which they are written.
    package let entries: [Entry]
    /// How many there are in all; `nil` where nobody counted.
    package var total: Int?
    /// The address of the FHIR service, without a slash at its end.
    package let base: String
    /// What was searched for, as it was understood; `nil` for an operation.
    package var selfLink: String?
    /// Where the next part is.
    package var nextLink: String?
    /// What to say beside what was found.
    package var warnings: [OperationIssue] = []

    package init(_ entries: [Entry], base: String) {
        self.entries = entries
        self.base = base
    }

    /// The bundle, as bytes.
    package var json: [UInt8] {
        JSONWriter.object { json in
            json.member("resourceType", "Bundle")
            json.member("type", "searchset")
            if let total { json.member("total", total) }
            json.links(self: selfLink, next: nextLink)
            if entries.isEmpty, warnings.isEmpty { return }
            json.member("entry", array: [()]) { json, _ in
                for entry in entries { json.element(object: { write(entry, &$0) }) }
                if !warnings.isEmpty { json.element(object: writeWarnings) }
            }
        }
    }

    private func write(_ entry: Entry, _ json: inout JSONWriter) {
        json.member("fullUrl", entry.resource.fullURL(base: base))
        json.member("resource", object: entry.resource.write)
        json.member("search") { json in
            if let match = entry.match { json.codeExtension(MatchGrade.url, match.grade.rawValue) }
            json.member("mode", "match")
            if let match = entry.match { json.member("score", millionths: match.probabilityMillionths) }
        }
    }

    private func writeWarnings(_ json: inout JSONWriter) {
        json.member("resource") { OperationIssue.writeOutcome(warnings, &$0) }
        json.member("search") { $0.member("mode", "outcome") }
    }
}
