// The other side of the differential run: SM2, SM3 and SM4 by Botan 2, an implementation that shares no code with
// libcrypto. Test tool; it holds test keys only.
//
// One request is a frame: 4 bytes big-endian length of what follows, then fields, each 4 bytes big-endian length and
// its bytes. The first field names the operation. The answer is a frame, too: one byte, 1 for a result, 0 for "this
// input is refused", then the result's bytes. What cannot be read, and a failure that is no refusal, ends the process
// with a message. It ends with its input.

#include <botan/ffi.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { MAX_FRAME = 1 << 22, MAX_FIELDS = 6, BLOCK = 16, COORDINATE = 32, POINT = 65, ID_LIMIT = 8192 };

typedef struct {
    const uint8_t *bytes;
    size_t count;
} field;

typedef struct {
    uint8_t status;
    size_t count;
    uint8_t bytes[MAX_FRAME];
} answer;

static uint8_t frame[MAX_FRAME];
static answer out;
static botan_rng_t rng;

static void fail(const char *what) {
    fprintf(stderr, "botan_peer: %s\n", what);
    exit(1);
}

static void must(int status, const char *what) {
    if (status == 0) return;
    fprintf(stderr, "botan_peer: %s: %s\n", what, botan_error_description(status));
    exit(1);
}

static uint32_t number(const uint8_t *at) {
    return (uint32_t)at[0] << 24 | (uint32_t)at[1] << 16 | (uint32_t)at[2] << 8 | at[3];
}

static void give(const void *bytes, size_t count) {
    if (count > MAX_FRAME) fail("result too long");
    memcpy(out.bytes, bytes, count);
    out.count = count;
    out.status = 1;
}

static void give_bool(int yes) {
    uint8_t byte = yes ? 1 : 0;
    give(&byte, 1);
}

static void sm3(const field *in) {
    botan_hash_t hash;
    must(botan_hash_init(&hash, "SM3", 0), "SM3");
    must(botan_hash_update(hash, in[0].bytes, in[0].count), "SM3 update");
    must(botan_hash_final(hash, out.bytes), "SM3 final");
    botan_hash_destroy(hash);
    out.count = 32;
    out.status = 1;
}

static void hmac(const field *in) {
    botan_mac_t mac;
    must(botan_mac_init(&mac, "HMAC(SM3)", 0), "HMAC");
    must(botan_mac_set_key(mac, in[0].bytes, in[0].count), "HMAC key");
    must(botan_mac_update(mac, in[1].bytes, in[1].count), "HMAC update");
    must(botan_mac_final(mac, out.bytes), "HMAC final");
    botan_mac_destroy(mac);
    out.count = 32;
    out.status = 1;
}

// key, salt, info, length in 4 bytes
static void hkdf(const field *in) {
    if (in[3].count != 4 || number(in[3].bytes) > MAX_FRAME) fail("hkdf: length");
    out.count = number(in[3].bytes);
    must(botan_kdf("HKDF(SM3)", out.bytes, out.count, in[0].bytes, in[0].count, in[1].bytes, in[1].count, in[2].bytes,
                   in[2].count),
         "HKDF");
    out.status = 1;
}

// key, whole blocks
static void blocks(const field *in, int encrypt) {
    botan_block_cipher_t cipher;
    if (in[1].count % BLOCK != 0) fail("ecb: broken block");
    must(botan_block_cipher_init(&cipher, "SM4"), "SM4");
    must(botan_block_cipher_set_key(cipher, in[0].bytes, in[0].count), "SM4 key");
    size_t count = in[1].count / BLOCK;
    must(encrypt ? botan_block_cipher_encrypt_blocks(cipher, in[1].bytes, out.bytes, count)
                 : botan_block_cipher_decrypt_blocks(cipher, in[1].bytes, out.bytes, count),
         "SM4 blocks");
    botan_block_cipher_destroy(cipher);
    out.count = in[1].count;
    out.status = 1;
}

// key, iv, text
static void mode(const char *name, const field *in, uint32_t direction) {
    botan_cipher_t cipher;
    size_t written = 0, consumed = 0;
    must(botan_cipher_init(&cipher, name, direction), name);
    must(botan_cipher_set_key(cipher, in[0].bytes, in[0].count), "mode key");
    must(botan_cipher_start(cipher, in[1].bytes, in[1].count), "mode start");
    int status = botan_cipher_update(cipher, BOTAN_CIPHER_UPDATE_FLAG_FINAL, out.bytes, sizeof out.bytes, &written,
                                     in[2].bytes, in[2].count, &consumed);
    botan_cipher_destroy(cipher);
    if (status != 0) return;  // Padding that is none, or a broken block: refused.
    if (consumed != in[2].count) fail("mode: input left over");
    out.count = written;
    out.status = 1;
}

static botan_mp_t integer(const uint8_t *bytes, size_t count) {
    botan_mp_t value;
    must(botan_mp_init(&value), "number");
    must(botan_mp_from_bin(value, bytes, count), "number");
    return value;
}

// A key that is a point, checked; NULL if it is none. The last one is kept, since several questions in a row are about
// one key.
static botan_pubkey_t public_key(field in) {
    static uint8_t bytes[POINT];
    static botan_pubkey_t key;
    if (in.count != POINT || in.bytes[0] != 4) return NULL;
    if (key && memcmp(bytes, in.bytes, POINT) == 0) return key;
    botan_pubkey_destroy(key);
    key = NULL;
    memcpy(bytes, in.bytes, POINT);
    botan_mp_t x = integer(in.bytes + 1, COORDINATE), y = integer(in.bytes + 1 + COORDINATE, COORDINATE);
    int status = botan_pubkey_load_sm2(&key, x, y, "sm2p256v1");
    botan_mp_destroy(x);
    botan_mp_destroy(y);
    if (status == 0 && botan_pubkey_check_key(key, rng, 0) == 0) return key;
    botan_pubkey_destroy(key);
    key = NULL;
    return NULL;
}

// The last one is kept, too.
static botan_privkey_t private_key(field in) {
    static uint8_t bytes[COORDINATE];
    static botan_privkey_t key;
    if (in.count != COORDINATE) fail("a private number has 32 bytes");
    if (key && memcmp(bytes, in.bytes, COORDINATE) == 0) return key;
    botan_privkey_destroy(key);
    memcpy(bytes, in.bytes, COORDINATE);
    botan_mp_t scalar = integer(in.bytes, in.count);
    must(botan_privkey_load_sm2(&key, scalar, "sm2p256v1"), "private key");
    botan_mp_destroy(scalar);
    return key;
}

static void coordinate(botan_privkey_t key, const char *name, uint8_t *at) {
    botan_mp_t value;
    size_t count;
    must(botan_mp_init(&value), "number");
    must(botan_privkey_get_field(value, key, name), name);
    must(botan_mp_num_bytes(value, &count), name);
    if (count > COORDINATE) fail("coordinate too long");
    memset(at, 0, COORDINATE);
    must(botan_mp_to_bin(value, at + COORDINATE - count), name);
    botan_mp_destroy(value);
}

static void sm2_public(const field *in) {
    botan_privkey_t key = private_key(in[0]);
    out.bytes[0] = 4;
    coordinate(key, "public_x", out.bytes + 1);
    coordinate(key, "public_y", out.bytes + 1 + COORDINATE);
    out.count = POINT;
    out.status = 1;
}

static void sm2_point(const field *in) {
    give_bool(public_key(in[0]) != NULL);
}

static const char *scheme(field id) {
    static char text[ID_LIMIT + 8];
    if (id.count == 0 || id.count >= ID_LIMIT || memchr(id.bytes, ',', id.count) || memchr(id.bytes, 0, id.count))
        fail("an identity that Botan cannot take");
    memcpy(text, id.bytes, id.count);
    strcpy(text + id.count, ",SM3");
    return text;
}

// private number, identity, message -> r, s
static void sm2_sign(const field *in) {
    botan_privkey_t key = private_key(in[0]);
    botan_pk_op_sign_t sign;
    must(botan_pk_op_sign_create(&sign, key, scheme(in[1]), 0), "sign");
    must(botan_pk_op_sign_update(sign, in[2].bytes, in[2].count), "sign update");
    out.count = 2 * COORDINATE;
    must(botan_pk_op_sign_finish(sign, rng, out.bytes, &out.count), "sign finish");
    botan_pk_op_sign_destroy(sign);
    out.status = 1;
}

// point, identity, message, signature
static void sm2_verify(const field *in, uint32_t flags) {
    botan_pubkey_t key = public_key(in[0]);
    if (!key) fail("verify: no point");
    botan_pk_op_verify_t verify;
    must(botan_pk_op_verify_create(&verify, key, scheme(in[1]), flags), "verify");
    must(botan_pk_op_verify_update(verify, in[2].bytes, in[2].count), "verify update");
    int status = botan_pk_op_verify_finish(verify, in[3].bytes, in[3].count);
    botan_pk_op_verify_destroy(verify);
    give_bool(status == 0);
}

// point, message -> DER
static void sm2_encrypt(const field *in) {
    botan_pubkey_t key = public_key(in[0]);
    if (!key) fail("encrypt: no point");
    botan_pk_op_encrypt_t encrypt;
    must(botan_pk_op_encrypt_create(&encrypt, key, "SM3", 0), "encrypt");
    out.count = sizeof out.bytes;
    must(botan_pk_op_encrypt(encrypt, rng, out.bytes, &out.count, in[1].bytes, in[1].count), "encrypt");
    botan_pk_op_encrypt_destroy(encrypt);
    out.status = 1;
}

// private number, DER
static void sm2_decrypt(const field *in) {
    botan_privkey_t key = private_key(in[0]);
    botan_pk_op_decrypt_t decrypt;
    must(botan_pk_op_decrypt_create(&decrypt, key, "SM3", 0), "decrypt");
    out.count = sizeof out.bytes;
    out.status = botan_pk_op_decrypt(decrypt, out.bytes, &out.count, in[1].bytes, in[1].count) == 0;
    botan_pk_op_decrypt_destroy(decrypt);
}

static void version(const field *in) {
    (void)in;
    give(botan_version_string(), strlen(botan_version_string()));
}
static void ecb_encrypt(const field *in) { blocks(in, 1); }
static void ecb_decrypt(const field *in) { blocks(in, 0); }
static void cbc_encrypt(const field *in) { mode("SM4/CBC/PKCS7", in, BOTAN_CIPHER_INIT_FLAG_ENCRYPT); }
static void cbc_decrypt(const field *in) { mode("SM4/CBC/PKCS7", in, BOTAN_CIPHER_INIT_FLAG_DECRYPT); }
static void ctr(const field *in) { mode("CTR-BE(SM4)", in, BOTAN_CIPHER_INIT_FLAG_ENCRYPT); }
static void sm2_verify_raw(const field *in) { sm2_verify(in, 0); }
static void sm2_verify_der(const field *in) { sm2_verify(in, BOTAN_PUBKEY_DER_FORMAT_SIGNATURE); }

static const struct {
    const char *name;
    size_t fields;
    void (*run)(const field *);
} operations[] = {
    {"version", 0, version},
    {"sm3", 1, sm3},
    {"hmac", 2, hmac},
    {"hkdf", 4, hkdf},
    {"ecb-encrypt", 2, ecb_encrypt},
    {"ecb-decrypt", 2, ecb_decrypt},
    {"cbc-encrypt", 3, cbc_encrypt},
    {"cbc-decrypt", 3, cbc_decrypt},
    {"ctr", 3, ctr},
    {"sm2-public", 1, sm2_public},
    {"sm2-point", 1, sm2_point},
    {"sm2-sign", 3, sm2_sign},
    {"sm2-verify", 4, sm2_verify_raw},
    {"sm2-verify-der", 4, sm2_verify_der},
    {"sm2-encrypt", 2, sm2_encrypt},
    {"sm2-decrypt", 2, sm2_decrypt},
};

static void run(field *fields, size_t count) {
    for (size_t i = 0; i < sizeof operations / sizeof *operations; i++) {
        if (strlen(operations[i].name) != fields[0].count ||
            memcmp(operations[i].name, fields[0].bytes, fields[0].count) != 0)
            continue;
        if (count - 1 != operations[i].fields) fail("wrong count of fields");
        out.status = 0;
        out.count = 0;
        operations[i].run(fields + 1);
        return;
    }
    fail("unknown operation");
}

static void reply(void) {
    size_t count = out.status == 1 ? out.count : 0;
    uint32_t length = (uint32_t)count + 1;
    uint8_t head[5] = {length >> 24, length >> 16 & 0xFF, length >> 8 & 0xFF, length & 0xFF, out.status};
    if (fwrite(head, sizeof head, 1, stdout) != 1 || fwrite(out.bytes, 1, count, stdout) != count ||
        fflush(stdout) != 0)
        fail("nobody reads the answers");
}

int main(void) {
    uint8_t head[4];
    must(botan_rng_init(&rng, "user"), "random generator");
    while (fread(head, sizeof head, 1, stdin) == 1) {
        size_t length = number(head), at = 0, count = 0;
        field fields[MAX_FIELDS];
        if (length > MAX_FRAME || fread(frame, 1, length, stdin) != length) fail("broken frame");
        while (at < length) {
            if (count == MAX_FIELDS || length - at < 4) fail("broken fields");
            size_t size = number(frame + at);
            at += 4;
            if (size > length - at) fail("broken field");
            fields[count++] = (field){frame + at, size};
            at += size;
        }
        if (count == 0) fail("empty frame");
        run(fields, count);
        reply();
    }
    botan_rng_destroy(rng);
    return 0;
}
