/// What a simulator throws where it was told to fail.
package enum SimulatedFault: Error, Sendable, Equatable {
    case toldToFail
}
