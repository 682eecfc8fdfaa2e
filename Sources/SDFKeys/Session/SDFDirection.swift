/// Which way a block cipher runs.
enum SDFDirection: Sendable {
    case encrypt, decrypt
}
