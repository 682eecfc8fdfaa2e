// The same work as Sources/SMCrypto, written in C over libcrypto: what the Swift code is measured against. Each
// function does its work `count` times and writes the last result out; it ends the process when libcrypto fails.

#ifndef YARDSTICK_H
#define YARDSTICK_H

#include <stddef.h>
#include <stdint.h>

typedef struct yardstick yardstick;

// Fetches the algorithms once, takes in an HMAC and SM4 key, and a key pair: 32 bytes and 04‖x‖y.
yardstick *yardstick_new(const uint8_t *key, size_t key_length, const uint8_t *sm4_key, const uint8_t *scalar,
                         const uint8_t *point);

// User time of the calling thread, in nanoseconds.
uint64_t yardstick_nanoseconds(void);

void yardstick_sm3(yardstick *y, int count, const uint8_t *message, size_t length, uint8_t *digest);
// By libcrypto's HMAC object, copied for each call.
void yardstick_hmac_object(yardstick *y, int count, const uint8_t *message, size_t length, uint8_t *mac);
// By two hash states with the key in them, copied for each call, as SMCrypto does.
void yardstick_hmac_states(yardstick *y, int count, const uint8_t *message, size_t length, uint8_t *mac);
// With PKCS#7 padding; `secret` has room for 16 bytes more than the message.
void yardstick_cbc(yardstick *y, int count, const uint8_t *iv, const uint8_t *message, size_t length, uint8_t *secret);
void yardstick_ctr(yardstick *y, int count, const uint8_t *iv, const uint8_t *message, size_t length, uint8_t *secret);
// With the hash of identity and key, and the hash of the message; 128 bytes of room for the DER.
size_t yardstick_sign(yardstick *y, int count, const uint8_t *message, size_t length, uint8_t *der);
void yardstick_verify(yardstick *y, int count, const uint8_t *message, size_t length, const uint8_t *der, size_t size);
// To DER; 256 bytes of room and the message's length.
size_t yardstick_encrypt(yardstick *y, int count, const uint8_t *message, size_t length, uint8_t *der);
size_t yardstick_decrypt(yardstick *y, int count, const uint8_t *der, size_t size, uint8_t *message);

#endif
