#define _POSIX_C_SOURCE 200809L
#include "yardstick.h"

#include <openssl/core_names.h>
#include <openssl/evp.h>
#include <openssl/param_build.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

enum { POINT = 65, SCALAR = 32, DIGEST = 32, BLOCK = 64 };

struct yardstick {
    EVP_MD *sm3;
    EVP_CIPHER *cbc, *ctr;
    EVP_MAC_CTX *mac;
    EVP_MD_CTX *inner, *outer;
    EVP_PKEY *pair, *public;
    uint8_t sm4_key[16], point[POINT];
};

static const char *const id = "1234567812345678";
// a, b, x and y of the base point: GB/T 32918.5-2017.
static const char *const curve =
    "FFFFFFFEFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFF00000000FFFFFFFFFFFFFFFC"
    "28E9FA9E9D9F5E344D5A9E4BCF6509A7F39789F515AB8F92DDBCBD414D940E93"
    "32C4AE2C1F1981195F9904466A39C9948FE30BBFF2660BE1715A4589334C74C7"
    "BC3736A2F4F6779C59BDCEE36B692153D0A9877CC62A474002DF32E52139F0A0";
static uint8_t curve_bytes[128];

static void must(int status, const char *what) {
    if (status == 1) return;
    fprintf(stderr, "yardstick: %s failed\n", what);
    exit(2);
}
#define HAVE(object) must((object) != NULL, #object)

static EVP_PKEY *key(const uint8_t *scalar, const uint8_t *point) {
    EVP_PKEY_CTX *context = EVP_PKEY_CTX_new_from_name(NULL, "SM2", NULL);
    OSSL_PARAM_BLD *build = OSSL_PARAM_BLD_new();
    EVP_PKEY *result = NULL;
    BIGNUM *number = scalar ? BN_bin2bn(scalar, SCALAR, NULL) : NULL;
    HAVE(context);
    HAVE(build);
    must(OSSL_PARAM_BLD_push_utf8_string(build, "group", "SM2", 0), "group");
    must(OSSL_PARAM_BLD_push_octet_string(build, "pub", point, POINT), "pub");
    if (number) must(OSSL_PARAM_BLD_push_BN(build, "priv", number), "priv");
    OSSL_PARAM *parameters = OSSL_PARAM_BLD_to_param(build);
    HAVE(parameters);
    must(EVP_PKEY_fromdata_init(context), "fromdata_init");
    must(EVP_PKEY_fromdata(context, &result, number ? EVP_PKEY_KEYPAIR : EVP_PKEY_PUBLIC_KEY, parameters), "fromdata");
    OSSL_PARAM_free(parameters);
    OSSL_PARAM_BLD_free(build);
    EVP_PKEY_CTX_free(context);
    BN_free(number);
    return result;
}

static EVP_MD_CTX *state(const yardstick *y, const uint8_t *key, size_t length, uint8_t mask) {
    uint8_t block[BLOCK] = {0};
    EVP_MD_CTX *context = EVP_MD_CTX_new();
    HAVE(context);
    memcpy(block, key, length);
    for (int i = 0; i < BLOCK; i++) block[i] ^= mask;
    must(EVP_DigestInit_ex2(context, y->sm3, NULL), "DigestInit");
    must(EVP_DigestUpdate(context, block, BLOCK), "DigestUpdate");
    return context;
}

yardstick *yardstick_new(const uint8_t *mac_key, size_t key_length, const uint8_t *sm4_key, const uint8_t *scalar,
                         const uint8_t *point) {
    yardstick *y = calloc(1, sizeof *y);
    EVP_MAC *hmac = EVP_MAC_fetch(NULL, "HMAC", NULL);
    OSSL_PARAM parameters[2] = {OSSL_PARAM_construct_utf8_string("digest", "SM3", 0), OSSL_PARAM_construct_end()};
    HAVE(y);
    HAVE(y->sm3 = EVP_MD_fetch(NULL, "SM3", NULL));
    HAVE(y->cbc = EVP_CIPHER_fetch(NULL, "SM4-CBC", NULL));
    HAVE(y->ctr = EVP_CIPHER_fetch(NULL, "SM4-CTR", NULL));
    HAVE(hmac);
    HAVE(y->mac = EVP_MAC_CTX_new(hmac));
    must(EVP_MAC_init(y->mac, mac_key, key_length, parameters), "MAC_init");
    must(key_length <= BLOCK, "an HMAC key of at most 64 bytes");
    y->inner = state(y, mac_key, key_length, 0x36);
    y->outer = state(y, mac_key, key_length, 0x5C);
    memcpy(y->sm4_key, sm4_key, sizeof y->sm4_key);
    memcpy(y->point, point, POINT);
    y->pair = key(scalar, point);
    y->public = key(NULL, point);
    for (int i = 0; i < (int)sizeof curve_bytes; i++) {
        unsigned value;
        must(sscanf(curve + 2 * i, "%2x", &value), "curve");
        curve_bytes[i] = (uint8_t)value;
    }
    return y;
}

uint64_t yardstick_nanoseconds(void) {
    struct timespec now;
    must(clock_gettime(CLOCK_THREAD_CPUTIME_ID, &now) == 0, "clock_gettime");
    return (uint64_t)now.tv_sec * 1000000000u + (uint64_t)now.tv_nsec;
}

void yardstick_sm3(yardstick *y, int count, const uint8_t *message, size_t length, uint8_t *digest) {
    while (count-- > 0) must(EVP_Digest(message, length, digest, NULL, y->sm3, NULL), "Digest");
}

void yardstick_hmac_object(yardstick *y, int count, const uint8_t *message, size_t length, uint8_t *mac) {
    while (count-- > 0) {
        size_t size;
        EVP_MAC_CTX *context = EVP_MAC_CTX_dup(y->mac);
        HAVE(context);
        must(EVP_MAC_update(context, message, length), "MAC_update");
        must(EVP_MAC_final(context, mac, &size, DIGEST), "MAC_final");
        EVP_MAC_CTX_free(context);
    }
}

void yardstick_hmac_states(yardstick *y, int count, const uint8_t *message, size_t length, uint8_t *mac) {
    while (count-- > 0) {
        EVP_MD_CTX *context = EVP_MD_CTX_new();
        HAVE(context);
        must(EVP_MD_CTX_copy_ex(context, y->inner), "copy");
        must(EVP_DigestUpdate(context, message, length), "DigestUpdate");
        must(EVP_DigestFinal_ex(context, mac, NULL), "DigestFinal");
        must(EVP_MD_CTX_copy_ex(context, y->outer), "copy");
        must(EVP_DigestUpdate(context, mac, DIGEST), "DigestUpdate");
        must(EVP_DigestFinal_ex(context, mac, NULL), "DigestFinal");
        EVP_MD_CTX_free(context);
    }
}

static void cipher(yardstick *y, const EVP_CIPHER *mode, const uint8_t *iv, const uint8_t *message, size_t length,
                   uint8_t *secret) {
    int written = 0, rest = 0;
    EVP_CIPHER_CTX *context = EVP_CIPHER_CTX_new();
    HAVE(context);
    must(EVP_CipherInit_ex2(context, mode, y->sm4_key, iv, 1, NULL), "CipherInit");
    must(EVP_CipherUpdate(context, secret, &written, message, (int)length), "CipherUpdate");
    must(EVP_CipherFinal_ex(context, secret + written, &rest), "CipherFinal");
    EVP_CIPHER_CTX_free(context);
}

void yardstick_cbc(yardstick *y, int count, const uint8_t *iv, const uint8_t *message, size_t length, uint8_t *secret) {
    while (count-- > 0) cipher(y, y->cbc, iv, message, length, secret);
}

void yardstick_ctr(yardstick *y, int count, const uint8_t *iv, const uint8_t *message, size_t length, uint8_t *secret) {
    while (count-- > 0) cipher(y, y->ctr, iv, message, length, secret);
}

// e = SM3(Z ‖ message), Z over identity, curve and key: GB/T 32918.2-2016, 5.5 and 6.1.
static void digest(yardstick *y, const uint8_t *message, size_t length, uint8_t *e) {
    uint8_t head[2 + 16 + sizeof curve_bytes + POINT - 1] = {0, 128};
    memcpy(head + 2, id, 16);
    memcpy(head + 18, curve_bytes, sizeof curve_bytes);
    memcpy(head + 18 + sizeof curve_bytes, y->point + 1, POINT - 1);
    uint8_t *text = malloc(DIGEST + length);
    HAVE(text);
    must(EVP_Digest(head, sizeof head, text, NULL, y->sm3, NULL), "Digest");
    memcpy(text + DIGEST, message, length);
    must(EVP_Digest(text, DIGEST + length, e, NULL, y->sm3, NULL), "Digest");
    free(text);
}

size_t yardstick_sign(yardstick *y, int count, const uint8_t *message, size_t length, uint8_t *der) {
    size_t size = 0;
    while (count-- > 0) {
        uint8_t e[DIGEST];
        digest(y, message, length, e);
        EVP_PKEY_CTX *context = EVP_PKEY_CTX_new_from_pkey(NULL, y->pair, NULL);
        HAVE(context);
        must(EVP_PKEY_sign_init(context), "sign_init");
        size = 128;
        must(EVP_PKEY_sign(context, der, &size, e, sizeof e), "sign");
        EVP_PKEY_CTX_free(context);
    }
    return size;
}

void yardstick_verify(yardstick *y, int count, const uint8_t *message, size_t length, const uint8_t *der, size_t size) {
    while (count-- > 0) {
        uint8_t e[DIGEST];
        digest(y, message, length, e);
        EVP_PKEY_CTX *context = EVP_PKEY_CTX_new_from_pkey(NULL, y->public, NULL);
        HAVE(context);
        must(EVP_PKEY_verify_init(context), "verify_init");
        must(EVP_PKEY_verify(context, der, size, e, sizeof e), "verify");
        EVP_PKEY_CTX_free(context);
    }
}

size_t yardstick_encrypt(yardstick *y, int count, const uint8_t *message, size_t length, uint8_t *der) {
    size_t size = 0;
    while (count-- > 0) {
        EVP_PKEY_CTX *context = EVP_PKEY_CTX_new_from_pkey(NULL, y->public, NULL);
        HAVE(context);
        must(EVP_PKEY_encrypt_init(context), "encrypt_init");
        must(EVP_PKEY_encrypt(context, NULL, &size, message, length), "encrypt");
        must(EVP_PKEY_encrypt(context, der, &size, message, length), "encrypt");
        EVP_PKEY_CTX_free(context);
    }
    return size;
}

size_t yardstick_decrypt(yardstick *y, int count, const uint8_t *der, size_t size, uint8_t *message) {
    size_t length = 0;
    while (count-- > 0) {
        EVP_PKEY_CTX *context = EVP_PKEY_CTX_new_from_pkey(NULL, y->pair, NULL);
        HAVE(context);
        must(EVP_PKEY_decrypt_init(context), "decrypt_init");
        length = size;
        must(EVP_PKEY_decrypt(context, message, &length, der, size), "decrypt");
        EVP_PKEY_CTX_free(context);
    }
    return length;
}
