import HealthCardDomain
import Testing

struct DisclosureTests {
    private static let full: [(ResidentField, ResidentField)] = [
        (.name, .nameMasked), (.idNumber, .idNumberMasked), (.phone, .phoneMasked),
    ]

    @Test(arguments: TreatmentStep.allCases)
    func `a step names each field once, and never both a value and its mask`(step: TreatmentStep) {
        #expect(Set(step.disclosed).count == step.disclosed.count)
        for (value, mask) in Self.full { #expect(!(step.disclosed.contains(value) && step.disclosed.contains(mask))) }
    }

    @Test func `only registration and admission see number, phone and address in full`() {
        for field in [ResidentField.idNumber, .phone, .address] {
            let steps = TreatmentStep.allCases.filter { $0.disclosed.contains(field) }
            #expect(Set(steps) == [.registration, .admission], "\(field)")
        }
    }

    @Test func `charging and other steps see a name and the end of a number`() {
        #expect(Set(TreatmentStep.charging.disclosed) == [.name, .idNumberMasked])
        #expect(Set(TreatmentStep.other.disclosed) == [.name, .idNumberMasked])
    }

    @Test func `no step sees more than registration`() {
        let whole: Set<ResidentField> = Set(TreatmentStep.registration.disclosed)
        let masks: Set<ResidentField> = [.idNumberMasked, .phoneMasked]
        for step in TreatmentStep.allCases { #expect(Set(step.disclosed).subtracting(masks).isSubset(of: whole)) }
    }

    @Test func `a hint and a masked view hold no value in clear`() {
        let clear: Set<ResidentField> = [.name, .idNumber, .phone, .birthDate, .address, .gender, .nation]
        #expect(clear.isDisjoint(with: ResidentField.hint))
        #expect(clear.isDisjoint(with: ResidentField.masked))
        #expect(Set(ResidentField.hint).isSubset(of: ResidentField.masked))
    }
}
