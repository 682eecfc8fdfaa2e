/// The canonical addresses of what IHE publishes.
enum Profile {
    static let patient = "https://profiles.ihe.net/ITI/PDQm/StructureDefinition/IHE.PDQm.Patient"
    static let manager = "https://profiles.ihe.net/ITI/PIXm/CapabilityStatement/IHE.PIXm.Manager"
    static let supplier = "https://profiles.ihe.net/ITI/PDQm/CapabilityStatement/IHE.PDQM.PatientDemographicsSupplier"
    static let crossReference = "https://profiles.ihe.net/ITI/PIXm/OperationDefinition/IHE.PIXm.pix"
    static let match = "https://profiles.ihe.net/ITI/PDQm/OperationDefinition/PDQmMatch"
}
