#include "sdf_null.h"

#include <string.h>

#pragma GCC diagnostic ignored "-Wunused-parameter"

enum { SDR_OK = 0, SDR_NOTSUPPORT = 0x01000002, WORD = 8, CODE = 32 };

// Its address is every handle.
static char here;

static int32_t give_handle(void **out) {
    *out = &here;
    return SDR_OK;
}

int32_t SDF_OpenDevice(void **device) { return give_handle(device); }

int32_t SDF_CloseDevice(void *device) { return SDR_OK; }

int32_t SDF_OpenSession(void *device, void **session) { return give_handle(session); }

int32_t SDF_CloseSession(void *session) { return SDR_OK; }

int32_t SDF_GetPrivateKeyAccessRight(void *session, uint32_t index, uint8_t *password, uint32_t length) {
    return SDR_OK;
}

int32_t SDF_ReleasePrivateKeyAccessRight(void *session, uint32_t index) { return SDR_OK; }

int32_t SDF_ImportKeyWithISK_ECC(void *session, uint32_t index, uint8_t *cipher, void **key) {
    return give_handle(key);
}

int32_t SDF_DestroyKey(void *session, void *key) { return SDR_OK; }

// Of one thread, as the benchmark is.
int32_t SDF_GenerateRandom(void *session, uint32_t length, uint8_t *out) {
    static uint64_t counter = 0;
    counter += 0x9E3779B97F4A7C15;
    uint32_t done = 0;
    for (; length - done >= WORD; done += WORD) memcpy(out + done, &counter, WORD);
    memcpy(out + done, &counter, length - done);
    return SDR_OK;
}

int32_t SDF_Encrypt(void *session, void *key, uint32_t algorithm, uint8_t *iv, uint8_t *text, uint32_t length,
                    uint8_t *out, uint32_t *written) {
    memcpy(out, text, length);
    *written = length;
    return SDR_OK;
}

int32_t SDF_Decrypt(void *session, void *key, uint32_t algorithm, uint8_t *iv, uint8_t *text, uint32_t length,
                    uint8_t *out, uint32_t *written) {
    return SDF_Encrypt(session, key, algorithm, iv, text, length, out, written);
}

int32_t SDF_HMACInit(void *session, void *key, uint32_t algorithm) { return SDR_OK; }

int32_t SDF_HMACUpdate(void *session, uint8_t *message, uint32_t length) { return SDR_OK; }

int32_t SDF_HMACFinal(void *session, uint8_t *out, uint32_t *length) {
    memset(out, 7, CODE);
    *length = CODE;
    return SDR_OK;
}

int32_t SDF_GetDeviceInfo(void *session, uint8_t *info) { return SDR_NOTSUPPORT; }

int32_t SDF_ExportSignPublicKey_ECC(void *session, uint32_t index, uint8_t *key) { return SDR_NOTSUPPORT; }

int32_t SDF_GenerateKeyWithIPK_ECC(void *session, uint32_t index, uint32_t bits, uint8_t *cipher, void **key) {
    return SDR_NOTSUPPORT;
}

int32_t SDF_InternalSign_ECC(void *session, uint32_t index, uint8_t *data, uint32_t length, uint8_t *signature) {
    return SDR_NOTSUPPORT;
}
