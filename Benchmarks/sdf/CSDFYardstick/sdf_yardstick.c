#define _GNU_SOURCE
#include "sdf_yardstick.h"

#include <dlfcn.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

enum { BLOCK = 16, MOST_TEXT = 1024, SGD_SM3 = 0x1, SGD_SM4_CBC = 0x402 };

struct sdf_yardstick {
    void *session, *cipher_key, *mac_key;
    uint32_t sign;
    int (*generate_random)(void *, uint32_t, uint8_t *);
    int (*encrypt)(void *, void *, uint32_t, uint8_t *, uint8_t *, uint32_t, uint8_t *, uint32_t *);
    int (*hmac_init)(void *, void *, uint32_t);
    int (*hmac_update)(void *, uint8_t *, uint32_t);
    int (*hmac_final)(void *, uint8_t *, uint32_t *);
    int (*internal_sign)(void *, uint32_t, uint8_t *, uint32_t, uint8_t *);
};

static void must(int status, const char *what) {
    if (status == 0) return;
    fprintf(stderr, "yardstick: %s answered 0x%x\n", what, (unsigned)status);
    exit(2);
}

static void *symbol(void *library, const char *name) {
    void *function = dlsym(library, name);
    must(function == NULL, name);
    return function;
}

sdf_yardstick *sdf_yardstick_new(const char *path, const char *password, uint32_t sign, uint32_t wrap,
                                 const uint8_t *cipher_key, const uint8_t *mac_key) {
    sdf_yardstick *y = calloc(1, sizeof *y);
    void *library = dlopen(path, RTLD_NOW | RTLD_LOCAL | RTLD_DEEPBIND), *device;
    must(y == NULL, "calloc");
    must(library == NULL, "dlopen");
    int (*open_device)(void **) = symbol(library, "SDF_OpenDevice");
    int (*open_session)(void *, void **) = symbol(library, "SDF_OpenSession");
    int (*get_right)(void *, uint32_t, uint8_t *, uint32_t) = symbol(library, "SDF_GetPrivateKeyAccessRight");
    int (*import_key)(void *, uint32_t, uint8_t *, void **) = symbol(library, "SDF_ImportKeyWithISK_ECC");
    y->generate_random = symbol(library, "SDF_GenerateRandom");
    y->encrypt = symbol(library, "SDF_Encrypt");
    y->hmac_init = symbol(library, "SDF_HMACInit");
    y->hmac_update = symbol(library, "SDF_HMACUpdate");
    y->hmac_final = symbol(library, "SDF_HMACFinal");
    y->internal_sign = symbol(library, "SDF_InternalSign_ECC");
    y->sign = sign;
    must(open_device(&device), "SDF_OpenDevice");
    must(open_session(device, &y->session), "SDF_OpenSession");
    uint32_t length = (uint32_t)strlen(password);
    must(get_right(y->session, sign, (uint8_t *)password, length), "SDF_GetPrivateKeyAccessRight");
    must(get_right(y->session, wrap, (uint8_t *)password, length), "SDF_GetPrivateKeyAccessRight");
    must(import_key(y->session, wrap, (uint8_t *)cipher_key, &y->cipher_key), "SDF_ImportKeyWithISK_ECC");
    must(import_key(y->session, wrap, (uint8_t *)mac_key, &y->mac_key), "SDF_ImportKeyWithISK_ECC");
    return y;
}

void sdf_yardstick_random(sdf_yardstick *y, int count, uint32_t length, uint8_t *out) {
    while (count-- > 0) must(y->generate_random(y->session, length, out), "SDF_GenerateRandom");
}

void sdf_yardstick_encrypt(sdf_yardstick *y, int count, const uint8_t *iv, const uint8_t *message, uint32_t length,
                           uint8_t *out) {
    uint8_t text[MOST_TEXT], chain[BLOCK];
    must(length > MOST_TEXT, "a text of at most 1,024 bytes");
    memcpy(text, message, length);
    while (count-- > 0) {
        uint32_t written = length;
        memcpy(chain, iv, BLOCK);
        must(y->encrypt(y->session, y->cipher_key, SGD_SM4_CBC, chain, text, length, out, &written), "SDF_Encrypt");
        must(written != length, "SDF_Encrypt's length");
    }
}

void sdf_yardstick_hmac(sdf_yardstick *y, int count, const uint8_t *message, uint32_t length, uint8_t *out) {
    uint8_t text[MOST_TEXT];
    must(length > MOST_TEXT, "a message of at most 1,024 bytes");
    memcpy(text, message, length);
    while (count-- > 0) {
        uint32_t written = 32;
        must(y->hmac_init(y->session, y->mac_key, SGD_SM3), "SDF_HMACInit");
        must(y->hmac_update(y->session, text, length), "SDF_HMACUpdate");
        must(y->hmac_final(y->session, out, &written), "SDF_HMACFinal");
        must(written != 32, "SDF_HMACFinal's length");
    }
}

void sdf_yardstick_sign(sdf_yardstick *y, int count, const uint8_t *digest, uint8_t *out) {
    uint8_t e[32];
    memcpy(e, digest, sizeof e);
    while (count-- > 0) must(y->internal_sign(y->session, y->sign, e, sizeof e, out), "SDF_InternalSign_ECC");
}

static uint64_t nanoseconds(clockid_t clock) {
    struct timespec now;
    must(clock_gettime(clock, &now), "clock_gettime");
    return (uint64_t)now.tv_sec * 1000000000u + (uint64_t)now.tv_nsec;
}

uint64_t sdf_yardstick_wall_nanoseconds(void) { return nanoseconds(CLOCK_MONOTONIC); }

uint64_t sdf_yardstick_process_nanoseconds(void) { return nanoseconds(CLOCK_PROCESS_CPUTIME_ID); }
