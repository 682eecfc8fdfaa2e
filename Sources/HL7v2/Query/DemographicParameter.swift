/// What a demographics query may ask by (IHE ITI-21, table 3.21.4.1.2.2-1, and its paediatric option): a path such as
/// `@PID.5.1.1`.
enum DemographicParameter: Hashable {
    case identifier
    /// Namespace, universal id or its type, 1…3.
    case identifierAuthority(Int)
    case familyName
    case givenName
    case furtherNames
    case birthDate
    case gender
    /// A component of XAD.
    case address(Int)
    case phone
    case nation

    /// Reads a path. A last position of 1 may be left out, as HL7 allows.
    init?(path: String) {
        switch path {
        case "@PID.3", "@PID.3.1": self = .identifier
        case "@PID.3.4", "@PID.3.4.1": self = .identifierAuthority(1)
        case "@PID.3.4.2": self = .identifierAuthority(2)
        case "@PID.3.4.3": self = .identifierAuthority(3)
        case "@PID.5", "@PID.5.1", "@PID.5.1.1": self = .familyName
        case "@PID.5.2": self = .givenName
        case "@PID.5.3": self = .furtherNames
        case "@PID.7", "@PID.7.1": self = .birthDate
        case "@PID.8": self = .gender
        case "@PID.10", "@PID.10.1", "@PID.22", "@PID.22.1": self = .nation
        case "@PID.11", "@PID.11.1", "@PID.11.1.1": self = .address(1)
        case "@PID.11.2": self = .address(2)
        case "@PID.11.3": self = .address(3)
        case "@PID.11.4": self = .address(4)
        case "@PID.11.9": self = .address(9)
        case "@PID.13", "@PID.13.1", "@PID.13.12": self = .phone
        default: return nil
        }
    }
}
