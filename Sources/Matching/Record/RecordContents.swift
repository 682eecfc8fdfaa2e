/// The statements of a source record, normalised and read. ``MatchRecord`` shares one of them between all who hold it.
struct RecordContents: Sendable, Equatable {
    var kind: MatchRecord.Kind
    /// The forms of the person's own name, the one typed first at the head; empty for a newborn.
    var names: [NameForm] = []
    var newborn = NewbornMark()
    /// GB/T 2261.1: 1, 2, or 0 where nothing certain was said.
    var sex: UInt8 = 0
    /// As typed, if it could be read.
    var birth: BirthDate?
    /// The typed birth date was made from an age: the first of January, or the day of the registration years before.
    var isBirthFromAge = false
    /// Own documents: resident numbers first.
    var documents: [Document] = []
    /// The own resident number disagrees with what else was said, so it may be somebody else's.
    var isNumberDoubtful = false
    /// Documents of a guardian or another relative.
    var relativeDocuments: [Document] = []
    var relativeNames: [NameForm] = []
    var phones: [UInt64] = []
    var address = AddressReading()
    /// GB/T 3304, 1…56; 0 where nothing was said.
    var nation: UInt8 = 0
    /// Digests of the institution and of its own number for the person; 0 where there is none.
    var institution: UInt64 = 0
    var localID: UInt64 = 0
    /// The day number of the registration; 0 if unknown.
    var registered: Int32 = 0

    /// The own resident number, damaged ones included.
    var number: Document? { documents.first { $0.kind == .resident || $0.kind == .damagedResident } }
    /// The own resident number if it is valid.
    var validNumber: Document? { documents.first { $0.isResident } }

    /// The birth date inside the own number, if that number is the person's.
    var numberBirth: BirthDate? { isNumberDoubtful ? nil : validNumber?.birthDate }

    /// What is known of the birth date: as typed, else by the own number.
    var bestBirth: BirthDate? {
        if let birth, birth.isWellStated, !isBirthFromAge { return birth }
        return numberBirth ?? birth
    }

    /// The guardian is no generation older, so the birth date that was typed may be a parent's: it stands without a number
    /// that says the same.
    var hasGuardianOfOwnAge: Bool {
        // A number without a guardian's name is a relative's whose card was read, a spouse's for instance.
        guard numberBirth == nil, !relativeNames.isEmpty, let birth else { return false }
        return relativeDocuments.contains { document in
            document.birthDate.map { abs(birth.year - $0.year) < BirthDate.yearsOfGeneration } ?? false
        }
    }

    /// What is known of the sex: as typed, else by the own number.
    var bestSex: UInt8 { sex != 0 ? sex : isNumberDoubtful ? 0 : validNumber?.sex ?? 0 }
}
