/// A source record as the engine compares it: normalised, read and compact.
///
/// Everything that junk, relatives and placeholders put into the fields is sorted out here, so that a comparison only
/// meets statements about the person.
package struct MatchRecord: Sendable {
    /// Who a record is about. The raw values are stored.
    package enum Kind: UInt8, Sendable, CaseIterable {
        case person = 1
        /// A child under a parent's name.
        case newborn = 2
        /// Somebody whose name nobody knew; linked to nobody.
        case unidentified = 3
        /// A registration made to try a system; linked to nobody.
        case testPatient = 4
        /// A record without a name.
        case nameless = 5
    }

    /// The most keys a record is stored under.
    package static let maximumBlockKeys = 24

    /// Shared, because a record has many small lists and is handed around a lot.
    private final class Box: Sendable {
        let contents: RecordContents
        let validNumber: Document?
        let numberBirth: BirthDate?
        let bestBirth: BirthDate?
        let bestSex: UInt8
        let hasGuardianOfOwnAge: Bool

        init(_ contents: RecordContents) {
            self.contents = contents
            validNumber = contents.validNumber
            numberBirth = contents.numberBirth
            bestBirth = contents.bestBirth
            bestSex = contents.bestSex
            hasGuardianOfOwnAge = contents.hasGuardianOfOwnAge
        }
    }

    private let box: Box

    init(_ contents: RecordContents) { box = Box(contents) }

    /// Reads a source record. No input fails: what cannot be read counts as not said.
    package init(_ fields: SourceFields) { self.init(RecordContents(fields)) }

    package var kind: Kind { box.contents.kind }
    var contents: RecordContents { box.contents }

    /// Whether the record may belong to a person of the index at all.
    package var mayBeLinked: Bool { kind != .testPatient && kind != .unidentified }

    var names: [NameForm] { box.contents.names }
    var newborn: NewbornMark { box.contents.newborn }
    var sex: UInt8 { box.contents.sex }
    var birth: BirthDate? { box.contents.birth }
    var isBirthFromAge: Bool { box.contents.isBirthFromAge }
    var documents: [Document] { box.contents.documents }
    var isNumberDoubtful: Bool { box.contents.isNumberDoubtful }
    var relativeDocuments: [Document] { box.contents.relativeDocuments }
    var relativeNames: [NameForm] { box.contents.relativeNames }
    var phones: [UInt64] { box.contents.phones }
    var address: AddressReading { box.contents.address }
    var nation: UInt8 { box.contents.nation }
    var institution: UInt64 { box.contents.institution }
    var localID: UInt64 { box.contents.localID }
    var registered: Int32 { box.contents.registered }
    var number: Document? { box.contents.number }
    var validNumber: Document? { box.validNumber }
    var numberBirth: BirthDate? { box.numberBirth }
    var bestBirth: BirthDate? { box.bestBirth }
    var bestSex: UInt8 { box.bestSex }
    var hasGuardianOfOwnAge: Bool { box.hasGuardianOfOwnAge }
}

extension MatchRecord: Equatable {
    package static func == (left: MatchRecord, right: MatchRecord) -> Bool {
        left.box === right.box || left.box.contents == right.box.contents
    }
}
