import ArgumentParser
import Foundation
import HealthCardDomain

/// Where root keys are kept, and under what; shared by every command that opens a data folder.
struct KeyOptions: ParsableArguments {
    @Option(help: "The region that the keys belong to: six digits of GB/T 2260.")
    var region = "519900"

    @Option(
        help: """
            A file of 32 or more random bytes that seals the software root keys; it and its folder must be its owner's \
            only. Else the environment says it: XINGLIN_KEY_SECRET (hexadecimal) or XINGLIN_KEY_PASSPHRASE. Where \
            nothing says it, a sandbox makes FOLDER.secret/machine-secret beside its data folder.
            """
    )
    var keySecretFile: String?

    @Option(help: "A vendor's GM/T 0018 library (密码机): root keys live in that device instead of in software.")
    var sdfLibrary: String?

    @Option(help: "How that library differs: standard-2012, standard-2023, odd, or a JSON file.")
    var sdfProfile = "standard-2023"

    @Flag(help: "Refuse what only a sandbox may do: software root keys, simulators, roots made without custodians.")
    var production = false

    @Flag(help: "With --production: run on software root keys all the same. Logged loudly at each start.")
    var acceptSoftwareKeys = false

    func validate() throws {
        guard RegionCode(region) != nil else { throw ValidationError("--region must have six digits (GB/T 2260)") }
        guard sdfLibrary == nil || keySecretFile == nil else {
            throw ValidationError("--key-secret-file belongs to software root keys, --sdf-library to a device")
        }
        guard production || !acceptSoftwareKeys else {
            throw ValidationError("--accept-software-keys says nothing without --production")
        }
    }

    /// The region; `validate` has read it before.
    var regionCode: RegionCode {
        guard let code = RegionCode(region) else { preconditionFailure("the region was validated") }
        return code
    }
}
