extension Exchange {
    private var queries: QueryReader {
        let identifiers = IdentifierReader(domains: responder.domains)
        return QueryReader(identifiers: identifiers, patientLimit: responder.options.patientLimit)
    }

    /// QBP^Q23 (IHE ITI-9): the numbers that the person whom a number means has in other domains.
    ///
    /// Without a domain in QPD-4 these are all but the number that was asked; it is never its own answer (ours).
    func crossReference() async -> Answer {
        await respond("K23", structure: "RSP_K23") { parameters in
            let query = try queries.crossReference(parameters)
            let all: [PatientIdentifier]
            do {
                all = try await responder.index.identifiers(of: query.identifier, for: sender)
            } catch MainIndexRefusal.identifierUnknown {
                let location = ErrorLocation("QPD").field(3, repetition: 1, component: 1)
                throw HL7Refusal(.unknownKey, at: location, "The identifier is not known")
            }
            let found = all.filter { identifier in
                identifier != query.identifier && (query.domains.isEmpty || query.domains.contains(identifier.domain))
            }
            let segments = found.isEmpty ? [] : [QueryAnswers.crossReference(found)]
            return (found.isEmpty ? .nothingFound : .found, segments)
        }
    }

    /// QBP^Q22 (IHE ITI-21): the persons whom demographics may mean.
    func findCandidates() async -> Answer {
        await respond("K22", structure: "RSP_K21") { parameters in
            let query = try queries.demographics(message, parameters)
            let page = try await responder.index.find(query, for: sender)
            precondition(page.patients.count <= query.limit, "the index keeps the limit")
            var segments = page.patients.enumerated().flatMap { index, patient in
                QueryAnswers.found(patient, position: index + 1)
            }
            if let next = page.next { segments.append(QueryAnswers.continuation(next)) }
            return (page.patients.isEmpty ? .nothingFound : .found, segments)
        }
    }

    /// Answers a query with a response; without QPD, which a response must repeat, with an acknowledgement.
    private func respond(
        _ event: String,
        structure: String,
        _ find: (Segment) async throws -> (QueryAnswers.Status, [Segment])
    ) async -> Answer {
        func response(
            _ status: QueryAnswers.Status,
            _ parameters: Segment,
            _ refusal: HL7Refusal?,
            _ segments: [Segment]
        ) -> Message {
            let body = QueryAnswers.acknowledgement(status, parameters) + segments
            return header.answer(
                "RSP",
                event: event,
                structure: structure,
                refusal: refusal,
                stamp: stamp,
                segments: body
            )
        }
        let parameters: Segment
        do {
            parameters = try queries.parameters(message)
        } catch {
            return refuse(error) { _ in nil }
        }
        do {
            let (status, segments) = try await find(parameters)
            return Answer(response(status, parameters, nil, segments))
        } catch {
            return refuse(error) { refusal in
                response(refusal.code.isRejection ? .rejected : .error, parameters, refusal, [])
            }
        }
    }
}
