// The binary interface of GM/T 0018 as a profile has it: types, codes, functions.
//
// Not a header of its own: a profile's header defines the macros that differ between vendors and includes this one.
// Lengths are in bytes unless a name ends in `Bits`. A 256-bit value in a field of ECCref_MAX_LEN bytes is big-endian
// and right-aligned. No structure has padding; no type is a C `long`.
#pragma once

#include <stdint.h>

#define SDF_EXPORT __attribute__((visibility("default")))

#define SDR_OK 0x0
#define SDR_BASE 0x01000000
#define SDR_UNKNOWERR (SDR_BASE + 0x01)
#define SDR_NOTSUPPORT (SDR_BASE + 0x02)
#define SDR_COMMFAIL (SDR_BASE + 0x03)
#define SDR_HARDFAIL (SDR_BASE + 0x04)
#define SDR_OPENDEVICE (SDR_BASE + 0x05)
#define SDR_OPENSESSION (SDR_BASE + 0x06)
#define SDR_PARDENY (SDR_BASE + 0x07)
#define SDR_KEYNOTEXIST (SDR_BASE + 0x08)
#define SDR_ALGNOTSUPPORT (SDR_BASE + 0x09)
#define SDR_PKOPERR (SDR_BASE + 0x0B)
#define SDR_SKOPERR (SDR_BASE + 0x0C)
#define SDR_SIGNERR (SDR_BASE + 0x0D)
#define SDR_VERIFYERR (SDR_BASE + 0x0E)
#define SDR_SYMOPERR (SDR_BASE + 0x0F)
#define SDR_STEPERR (SDR_BASE + 0x10)
#define SDR_KEYTYPEERR (SDR_BASE + 0x14)
#define SDR_KEYERR (SDR_BASE + 0x15)
#define SDR_ENCDATAERR (SDR_BASE + 0x16)
#define SDR_RANDERR (SDR_BASE + 0x17)
#define SDR_PRKRERR (SDR_BASE + 0x18)
#define SDR_MACERR (SDR_BASE + 0x19)
#define SDR_NOBUFFER (SDR_BASE + 0x1C)
#define SDR_INARGERR (SDR_BASE + 0x1D)
#define SDR_OUTARGERR (SDR_BASE + 0x1E)

typedef uint32_t u32;
typedef uint8_t u8;

typedef struct {
    u8 IssuerName[40];
    u8 DeviceName[16];
    u8 DeviceSerial[16];
    u32 DeviceVersion;
    u32 StandardVersion;
    u32 AsymAlgAbility[2];
    u32 SymAlgAbility;
    u32 HashAlgAbility;
    u32 BufferSize;
} DEVICEINFO;

typedef struct {
    u32 bits;
    u8 x[ECCref_MAX_LEN];
    u8 y[ECCref_MAX_LEN];
} ECCrefPublicKey;

typedef struct {
    u8 r[ECCref_MAX_LEN];
    u8 s[ECCref_MAX_LEN];
} ECCSignature;

#if SOFTSDF_CIPHER_LENGTH_FIRST
#define ECCref_MAX_CIPHER_LEN 136
typedef struct {
    u32 clength;
    u8 x[ECCref_MAX_LEN];
    u8 y[ECCref_MAX_LEN];
    u8 C[ECCref_MAX_CIPHER_LEN];
    u8 M[32];
} ECCCipher;
_Static_assert(sizeof(ECCCipher) == 236, "the odd vendor's structure has no padding");
#else
#define ECCref_MAX_CIPHER_LEN 1024
typedef struct {
    u8 x[ECCref_MAX_LEN];
    u8 y[ECCref_MAX_LEN];
    u8 M[32];
    u32 L;
    // L bytes: the caller's buffer is 164 + L bytes long.
    u8 C[1];
} ECCCipher;
#endif

_Static_assert(sizeof(DEVICEINFO) == 100, "GM/T 0018, 5.2");
_Static_assert(sizeof(ECCrefPublicKey) == 4 + 2 * ECCref_MAX_LEN, "GM/T 0018, 5.4");
_Static_assert(sizeof(ECCSignature) == 2 * ECCref_MAX_LEN, "GM/T 0018, 5.6");

// Device management.
SDF_EXPORT int SDF_OpenDevice(void **phDevice);
SDF_EXPORT int SDF_CloseDevice(void *hDevice);
SDF_EXPORT int SDF_OpenSession(void *hDevice, void **phSession);
SDF_EXPORT int SDF_CloseSession(void *hSession);
SDF_EXPORT int SDF_GetDeviceInfo(void *hSession, DEVICEINFO *info);
SDF_EXPORT int SDF_GenerateRandom(void *hSession, u32 length, u8 *out);
SDF_EXPORT int SDF_GetPrivateKeyAccessRight(void *hSession, u32 keyIndex, u8 *password, u32 passwordLength);
SDF_EXPORT int SDF_ReleasePrivateKeyAccessRight(void *hSession, u32 keyIndex);

// Key management.
SDF_EXPORT int SDF_ExportSignPublicKey_ECC(void *hSession, u32 keyIndex, ECCrefPublicKey *publicKey);
SDF_EXPORT int SDF_ExportEncPublicKey_ECC(void *hSession, u32 keyIndex, ECCrefPublicKey *publicKey);
SDF_EXPORT int SDF_GenerateKeyWithIPK_ECC(void *hSession, u32 ipkIndex, u32 keyBits, ECCCipher *wrapped, void **phKey);
SDF_EXPORT int SDF_GenerateKeyWithEPK_ECC(
    void *hSession, u32 keyBits, u32 algID, ECCrefPublicKey *publicKey, ECCCipher *wrapped, void **phKey);
SDF_EXPORT int SDF_ImportKeyWithISK_ECC(void *hSession, u32 iskIndex, ECCCipher *wrapped, void **phKey);
#if SOFTSDF_HAS_KEK
SDF_EXPORT int SDF_GenerateKeyWithKEK(
    void *hSession, u32 keyBits, u32 algID, u32 kekIndex, u8 *wrapped, u32 *wrappedLength, void **phKey);
SDF_EXPORT int SDF_ImportKeyWithKEK(
    void *hSession, u32 algID, u32 kekIndex, u8 *wrapped, u32 wrappedLength, void **phKey);
#endif
SDF_EXPORT int SDF_DestroyKey(void *hSession, void *hKey);

// Asymmetric operations. `e` is the digest of SM2 signing, SM3(Z ‖ message).
SDF_EXPORT int SDF_ExternalVerify_ECC(
    void *hSession, u32 algID, ECCrefPublicKey *publicKey, u8 *e, u32 eLength, ECCSignature *signature);
SDF_EXPORT int SDF_InternalSign_ECC(void *hSession, u32 iskIndex, u8 *e, u32 eLength, ECCSignature *signature);
SDF_EXPORT int SDF_InternalVerify_ECC(void *hSession, u32 ipkIndex, u8 *e, u32 eLength, ECCSignature *signature);
SDF_EXPORT int SDF_ExternalEncrypt_ECC(
    void *hSession, u32 algID, ECCrefPublicKey *publicKey, u8 *data, u32 length, ECCCipher *out);
#if SOFTSDF_HAS_INTERNAL_DECRYPT
SDF_EXPORT int SDF_InternalDecrypt_ECC(
    void *hSession, u32 iskIndex, u32 algID, ECCCipher *in, u8 *data, u32 *length);
#endif

// Symmetric operations: whole blocks, no padding; `iv` goes in and comes back for the next call.
SDF_EXPORT int SDF_Encrypt(
    void *hSession, void *hKey, u32 algID, u8 *iv, u8 *in, u32 inLength, u8 *out, u32 *outLength);
SDF_EXPORT int SDF_Decrypt(
    void *hSession, void *hKey, u32 algID, u8 *iv, u8 *in, u32 inLength, u8 *out, u32 *outLength);
#if SOFTSDF_HAS_MAC
SDF_EXPORT int SDF_CalculateMAC(
    void *hSession, void *hKey, u32 algID, u8 *iv, u8 *in, u32 inLength, u8 *mac, u32 *macLength);
#endif

// Hash. With `idLength` other than 0, Z of the key and the id comes before the message.
SDF_EXPORT int SDF_HashInit(void *hSession, u32 algID, ECCrefPublicKey *publicKey, u8 *id, u32 idLength);
SDF_EXPORT int SDF_HashUpdate(void *hSession, u8 *data, u32 length);
SDF_EXPORT int SDF_HashFinal(void *hSession, u8 *hash, u32 *hashLength);
#if SOFTSDF_HAS_HMAC
SDF_EXPORT int SDF_HMACInit(void *hSession, void *hKey, u32 algID);
SDF_EXPORT int SDF_HMACUpdate(void *hSession, u8 *data, u32 length);
SDF_EXPORT int SDF_HMACFinal(void *hSession, u8 *mac, u32 *macLength);
#endif
