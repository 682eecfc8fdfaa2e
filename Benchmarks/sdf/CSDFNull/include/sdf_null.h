// A library with the functions of GM/T 0018-2023 that SDFKeys asks for, which answers at once and does no cryptography:
// it keeps nothing secret, checks nothing and signs nothing. What a call of it takes beside the same call from C is
// what SDFKeys adds. For the benchmark only.

#ifndef SDF_NULL_H
#define SDF_NULL_H

#include <stdint.h>

int32_t SDF_OpenDevice(void **device);
int32_t SDF_CloseDevice(void *device);
int32_t SDF_OpenSession(void *device, void **session);
int32_t SDF_CloseSession(void *session);
int32_t SDF_GetPrivateKeyAccessRight(void *session, uint32_t index, uint8_t *password, uint32_t length);
int32_t SDF_ReleasePrivateKeyAccessRight(void *session, uint32_t index);
int32_t SDF_ImportKeyWithISK_ECC(void *session, uint32_t index, uint8_t *cipher, void **key);
int32_t SDF_DestroyKey(void *session, void *key);

// Another number in each call, in the machine's order, over and over.
int32_t SDF_GenerateRandom(void *session, uint32_t length, uint8_t *out);
// A copy of the text, for every key and algorithm.
int32_t SDF_Encrypt(void *session, void *key, uint32_t algorithm, uint8_t *iv, uint8_t *text, uint32_t length,
                    uint8_t *out, uint32_t *written);
int32_t SDF_Decrypt(void *session, void *key, uint32_t algorithm, uint8_t *iv, uint8_t *text, uint32_t length,
                    uint8_t *out, uint32_t *written);
int32_t SDF_HMACInit(void *session, void *key, uint32_t algorithm);
int32_t SDF_HMACUpdate(void *session, uint8_t *message, uint32_t length);
// 32 bytes, always the same.
int32_t SDF_HMACFinal(void *session, uint8_t *out, uint32_t *length);

// Compulsory, and not needed here: they answer SDR_NOTSUPPORT.
int32_t SDF_GetDeviceInfo(void *session, uint8_t *info);
int32_t SDF_ExportSignPublicKey_ECC(void *session, uint32_t index, uint8_t *key);
int32_t SDF_GenerateKeyWithIPK_ECC(void *session, uint32_t index, uint32_t bits, uint8_t *cipher, void **key);
int32_t SDF_InternalSign_ECC(void *session, uint32_t index, uint8_t *data, uint32_t length, uint8_t *signature);

#endif
