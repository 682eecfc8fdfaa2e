import ArgumentParser
import HealthCardDomain

/// For how long a registration of the index may leave open who the person is (docs/index.md).
struct ConversionOptions: ParsableArguments {
    @Option(help: "Days until a newborn's registration should name the child; 1 to 3650.")
    var newbornDays = ConversionTerms().newbornDays

    @Option(help: "Days until a temporary registration should name the patient; 1 to 3650.")
    var temporaryDays = ConversionTerms().temporaryDays

    @Option(help: "Days until an unidentified patient should be named; 1 to 3650.")
    var unidentifiedDays = ConversionTerms().unidentifiedDays

    func validate() throws {
        for (name, days) in [
            ("--newborn-days", newbornDays), ("--temporary-days", temporaryDays),
            ("--unidentified-days", unidentifiedDays),
        ] where !(1...ConversionTerms.mostDays).contains(days) {
            throw ValidationError("\(name) must be 1 to \(ConversionTerms.mostDays)")
        }
    }

    var terms: ConversionTerms {
        ConversionTerms(newbornDays: newbornDays, temporaryDays: temporaryDays, unidentifiedDays: unidentifiedDays)
    }
}
