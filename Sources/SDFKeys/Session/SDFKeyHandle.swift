/// A symmetric key inside the device, as one session knows it.
@safe
struct SDFKeyHandle {
    let pointer: UnsafeMutableRawPointer
}
