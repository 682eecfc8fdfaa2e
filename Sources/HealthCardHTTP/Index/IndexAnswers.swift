import HTTPTypes
import HealthCardDomain
import HealthCardServices
import Matching
import StrictJSON

/// Writes what the main index answers. This is where its data leave for an authorised caller.
enum IndexAnswers {
    static func fed(_ answer: FeedAnswer) -> JSONAnswer {
        let status: HTTPResponse.Status = answer.outcome == .added ? .created : .ok
        return .json(
            JSONWriter.object { json in
                json.member("outcome", answer.outcome.rawValue)
                json.member("index", "\(answer.index)")
                json.member("version", answer.version)
                json.member("origin", answer.origin.rawValue)
                json.member("reviews", answer.reviews)
            },
            status: status
        )
    }

    static func merged(_ answer: LocalMergeAnswer) -> JSONAnswer {
        .json(
            JSONWriter.object { json in
                json.member("outcome", answer.outcome.rawValue)
                json.member("index", "\(answer.index)")
            },
            status: answer.outcome == .waits ? .accepted : .ok
        )
    }

    static func identifiers(_ identifiers: [SourceRecordID]) -> JSONAnswer {
        .json(JSONWriter.object { write(identifiers, to: &$0) })
    }

    static func matched(_ candidates: [MatchedPerson]) -> JSONAnswer {
        .json(
            JSONWriter.object { json in
                json.member("candidates", array: candidates) { json, candidate in
                    json.element(object: { json in
                        json.member("grade", candidate.grade.rawValue)
                        json.member("probability", millionths: DecisionReasons.millionths(candidate.probability))
                        json.member("person", object: { write(candidate.person, to: &$0) })
                    })
                }
            }
        )
    }

    static func found(_ page: FoundPersons) -> JSONAnswer {
        .json(
            JSONWriter.object { json in
                json.member("persons", array: page.persons) { json, person in
                    json.element(object: { write(person, to: &$0) })
                }
                json.member("next_cursor", page.next?.text)
            }
        )
    }

    static func person(_ person: PersonView) -> JSONAnswer { .json(JSONWriter.object { write(person, to: &$0) }) }

    static func relations(_ relations: [Relation]) -> JSONAnswer {
        .json(
            JSONWriter.object { json in
                json.member("guardians", array: relations) { json, relation in
                    json.element(object: { json in
                        json.member("name", relation.name.exposed)
                        json.member("id_no", relation.idNumber.exposed)
                        json.member("index", relation.index.map { "\($0)" })
                        write(relation.statedBy, to: &json)
                        json.member("registered_at", Timestamp.text(relation.statedAt))
                    })
                }
            }
        )
    }

    static func overdue(_ page: OverduePage) -> JSONAnswer {
        .json(
            JSONWriter.object { json in
                json.member("records", array: page.records) { json, record in
                    json.element(object: { json in
                        json.member("local_id", record.id.localID.value.exposed)
                        json.member("version", record.version)
                        json.member("kind", record.kind.rawValue)
                        json.member("since", Timestamp.text(record.since))
                        json.member("index", "\(record.index)")
                    })
                }
                json.member("next_cursor", page.next.map { "r\($0)" })
            }
        )
    }

    static func why(_ link: Link) -> JSONAnswer { .json(JSONWriter.object { write(link, to: &$0) }) }

    static func history(_ history: RecordHistory) -> JSONAnswer {
        .json(
            JSONWriter.object { json in
                json.member("versions", array: history.versions) { json, version in
                    json.element(object: { json in
                        json.member("version", version.version)
                        json.member("registered_at", Timestamp.text(version.registeredAt))
                        json.member("fields", object: { write(version.fields, to: &$0) })
                    })
                }
                json.member("links", array: history.links) { json, link in
                    json.element(object: { write(link, to: &$0) })
                }
            }
        )
    }

    static func history(_ history: PersonHistory) -> JSONAnswer {
        .json(
            JSONWriter.object { json in
                json.member("events", array: history.events) { json, event in
                    json.element(object: { json in
                        json.member("version", event.version)
                        json.member("kind", event.kind.rawValue)
                        json.member("other", event.other.map { "\($0)" })
                        json.member("at", Timestamp.text(event.at))
                    })
                }
                json.member("merges", array: history.merges) { json, merge in
                    json.element(object: { write(merge, to: &$0) })
                }
            }
        )
    }

    private static func write(_ identifiers: [SourceRecordID], to json: inout JSONWriter) {
        json.member("identifiers", array: identifiers) { json, id in
            json.element(object: { write(id, to: &$0) })
        }
    }

    private static func write(_ id: SourceRecordID, to json: inout JSONWriter) {
        json.member("authority", id.authority.text)
        json.member("local_id", id.localID.value.exposed)
    }

    private static func write(_ person: PersonView, to json: inout JSONWriter) {
        json.member("index", "\(person.index.number)")
        json.member("version", person.index.version)
        json.member("opened_at", Timestamp.text(person.index.openedAt))
        json.member("kind", person.kind?.rawValue)
        json.member("merged", strings: person.merged.map { "\($0)" })
        write(person.identifiers, to: &json)
        json.member(
            "golden",
            object: { json in
                for name in GoldenView.Name.allCases {
                    guard let field = person.golden.fields[name] else { continue }
                    json.member(
                        name.wire,
                        object: { json in
                            json.member("value", field.value.exposed)
                            if let origin = person.records.first(where: { $0.number == field.origin }) {
                                write(origin.id, to: &json)
                                json.member("registered_at", Timestamp.text(origin.registeredAt))
                            }
                        }
                    )
                }
            }
        )
    }

    private static func write(_ link: Link, to json: inout JSONWriter) {
        json.member("index", "\(link.index)")
        json.member("record_version", link.record.version)
        json.member("origin", link.origin.rawValue)
        json.member("decided_by", link.decidedBy?.text)
        json.member("model", link.reasons.model)
        json.member("reasons", strings: link.reasons.text.split(separator: "\n").map(String.init))
        json.member("valid_from", Timestamp.text(link.validFrom))
        json.member("valid_until", link.validUntil.map(Timestamp.text))
    }

    private static func write(_ merge: IndexMerge, to json: inout JSONWriter) {
        json.member("index", "\(merge.index)")
        json.member("into", "\(merge.into)")
        json.member("decided_by", merge.decidedBy?.text)
        json.member("model", merge.reasons.model)
        json.member("merged_at", Timestamp.text(merge.mergedAt))
        json.member("unmerged_at", merge.unmergedAt.map(Timestamp.text))
        json.member("unmerged_by", merge.unmergedBy?.text)
    }

    private static func write(_ fields: SourceFields, to json: inout JSONWriter) {
        let said = [
            ("name", fields.name), ("gender", fields.sex), ("birth_date", fields.birthDate), ("id_type", fields.idType),
            ("id_no", fields.idNumber), ("id2_type", fields.secondIDType), ("id2_no", fields.secondIDNumber),
            ("phone", fields.phone), ("address", fields.address), ("nation", fields.nation),
            ("guardian_name", fields.guardianName), ("guardian_id_no", fields.guardianIDNumber),
            ("registered_on", fields.registeredOn), ("channel", fields.channel),
        ]
        for (name, text) in said where !text.isEmpty { json.member(name, text) }
    }
}

extension GoldenView.Name {
    fileprivate var wire: String {
        switch self {
        case .name: "name"
        case .sex: "gender"
        case .birthDate: "birth_date"
        case .idType: "id_type"
        case .idNumber: "id_no"
        case .phone: "phone"
        case .address: "address"
        case .nation: "nation"
        case .guardianName: "guardian_name"
        case .guardianIDNumber: "guardian_id_no"
        }
    }
}
