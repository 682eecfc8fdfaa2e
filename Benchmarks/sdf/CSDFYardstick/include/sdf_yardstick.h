// Calls of a GM/T 0018 library from C with one open session: what SDFKeys is measured against. Each function makes its
// calls `count` times, checks every answer, and ends the process when one is not success.

#ifndef SDF_YARDSTICK_H
#define SDF_YARDSTICK_H

#include <stddef.h>
#include <stdint.h>

typedef struct sdf_yardstick sdf_yardstick;

// Loads the library, opens a device and a session, gets the right to the pairs `sign` and `wrap`, and imports two keys
// that were wrapped under `wrap`: `ECCCipher` structures, one for the cipher and one for HMAC.
sdf_yardstick *sdf_yardstick_new(const char *path, const char *password, uint32_t sign, uint32_t wrap,
                                 const uint8_t *cipher_key, const uint8_t *mac_key);

// SDF_GenerateRandom of `length` bytes.
void sdf_yardstick_random(sdf_yardstick *y, int count, uint32_t length, uint8_t *out);
// SDF_Encrypt with SM4-CBC of whole blocks, at most 1,024 bytes; `out` has the message's length.
void sdf_yardstick_encrypt(sdf_yardstick *y, int count, const uint8_t *iv, const uint8_t *message, uint32_t length,
                           uint8_t *out);
// SDF_HMACInit, SDF_HMACUpdate, SDF_HMACFinal; at most 1,024 bytes, `out` has 32.
void sdf_yardstick_hmac(sdf_yardstick *y, int count, const uint8_t *message, uint32_t length, uint8_t *out);
// SDF_InternalSign_ECC of 32 bytes; `out` has 128.
void sdf_yardstick_sign(sdf_yardstick *y, int count, const uint8_t *digest, uint8_t *out);

// Nanoseconds of a clock that nobody sets, and of the processor time of the whole process.
uint64_t sdf_yardstick_wall_nanoseconds(void);
uint64_t sdf_yardstick_process_nanoseconds(void);

#endif
