/// The functions of GM/T 0018 this adapter calls, typed as the standard declares them. Numbers are 32-bit everywhere,
/// handles are untyped pointers, 0 is success.
///
/// `@unchecked Sendable` holds because a function pointer never changes, and the library stays loaded for good.
@safe
struct SDFFunctions: @unchecked Sendable {
    typealias Handle = UnsafeMutableRawPointer
    typealias HandleOut = UnsafeMutablePointer<UnsafeMutableRawPointer?>
    typealias Bytes = UnsafeMutablePointer<UInt8>
    typealias LengthOut = UnsafeMutablePointer<UInt32>
    typealias OnHandle = @convention(c) (Handle) -> Int32
    typealias Open = @convention(c) (HandleOut) -> Int32
    typealias OpenOn = @convention(c) (Handle, HandleOut) -> Int32
    typealias Fill = @convention(c) (Handle, Bytes) -> Int32
    typealias FillCounted = @convention(c) (Handle, UInt32, Bytes) -> Int32
    typealias IndexBytes = @convention(c) (Handle, UInt32, Bytes, UInt32) -> Int32
    typealias OnIndex = @convention(c) (Handle, UInt32) -> Int32
    typealias Generate = @convention(c) (Handle, UInt32, UInt32, Bytes, HandleOut) -> Int32
    typealias Import = @convention(c) (Handle, UInt32, Bytes, HandleOut) -> Int32
    typealias OnKey = @convention(c) (Handle, Handle) -> Int32
    typealias Sign = @convention(c) (Handle, UInt32, Bytes, UInt32, Bytes) -> Int32
    typealias Crypt = @convention(c) (Handle, Handle, UInt32, Bytes?, Bytes, UInt32, Bytes, LengthOut) -> Int32
    typealias MacInit = @convention(c) (Handle, Handle, UInt32) -> Int32
    typealias MacUpdate = @convention(c) (Handle, Bytes, UInt32) -> Int32
    typealias MacFinal = @convention(c) (Handle, Bytes, LengthOut) -> Int32

    let openDevice: Open
    let closeDevice: OnHandle
    let openSession: OpenOn
    let closeSession: OnHandle
    let getDeviceInfo: Fill
    let generateRandom: FillCounted
    let getAccessRight: IndexBytes
    let releaseAccessRight: OnIndex
    let exportSignPublicKey: FillCounted
    let generateKeyWithIPK: Generate
    let importKeyWithISK: Import
    let destroyKey: OnKey
    let internalSign: Sign
    let encrypt: Crypt
    let decrypt: Crypt

    /// Optional, as everything below: before 2023 no library has them.
    let hmacInit: MacInit?
    let hmacUpdate: MacUpdate?
    let hmacFinal: MacFinal?
    let calculateMAC: Crypt?

    /// Resolves each symbol by itself.
    ///
    /// - Throws: `.symbolMissing` for the first compulsory one that is not there.
    init(_ symbols: SDFSymbols) throws(SDFLoadError) {
        unsafe openDevice = try symbols.compulsory("SDF_OpenDevice", as: Open.self)
        unsafe closeDevice = try symbols.compulsory("SDF_CloseDevice", as: OnHandle.self)
        unsafe openSession = try symbols.compulsory("SDF_OpenSession", as: OpenOn.self)
        unsafe closeSession = try symbols.compulsory("SDF_CloseSession", as: OnHandle.self)
        unsafe getDeviceInfo = try symbols.compulsory("SDF_GetDeviceInfo", as: Fill.self)
        unsafe generateRandom = try symbols.compulsory("SDF_GenerateRandom", as: FillCounted.self)
        unsafe getAccessRight = try symbols.compulsory("SDF_GetPrivateKeyAccessRight", as: IndexBytes.self)
        unsafe releaseAccessRight = try symbols.compulsory("SDF_ReleasePrivateKeyAccessRight", as: OnIndex.self)
        unsafe exportSignPublicKey = try symbols.compulsory("SDF_ExportSignPublicKey_ECC", as: FillCounted.self)
        unsafe generateKeyWithIPK = try symbols.compulsory("SDF_GenerateKeyWithIPK_ECC", as: Generate.self)
        unsafe importKeyWithISK = try symbols.compulsory("SDF_ImportKeyWithISK_ECC", as: Import.self)
        unsafe destroyKey = try symbols.compulsory("SDF_DestroyKey", as: OnKey.self)
        unsafe internalSign = try symbols.compulsory("SDF_InternalSign_ECC", as: Sign.self)
        unsafe encrypt = try symbols.compulsory("SDF_Encrypt", as: Crypt.self)
        unsafe decrypt = try symbols.compulsory("SDF_Decrypt", as: Crypt.self)
        unsafe hmacInit = symbols.optional("SDF_HMACInit", as: MacInit.self)
        unsafe hmacUpdate = symbols.optional("SDF_HMACUpdate", as: MacUpdate.self)
        unsafe hmacFinal = symbols.optional("SDF_HMACFinal", as: MacFinal.self)
        unsafe calculateMAC = symbols.optional("SDF_CalculateMAC", as: Crypt.self)
    }
}
