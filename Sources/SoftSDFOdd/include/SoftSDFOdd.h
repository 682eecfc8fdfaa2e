// What this profile says and can: a vendor that went its own way before 2012 and added to it since.
#pragma once

#define SOFTSDF_PROFILE "ODD"
#define SOFTSDF_STANDARD_VERSION 0

#define ECCref_MAX_LEN 32
#define SOFTSDF_CIPHER_LENGTH_FIRST 1

#define SGD_SM2_1 0x00020100
#define SGD_SM2_2 0x00020200
#define SGD_SM2_3 0x00020400
#define SGD_SM3 0x00000001
#define SGD_SM4_ECB 0x00002001
#define SGD_SM4_CBC 0x00002002
// What SM4 is in the standard is AES-128 here: who has the wrong profile gets wrong bytes, not an error.
#define SGD_AES_ECB 0x00000401
#define SGD_AES_CBC 0x00000402

#define SOFTSDF_HAS_KEK 0
#define SOFTSDF_HAS_MAC 0
#define SOFTSDF_HAS_HMAC 0
#define SOFTSDF_HAS_INTERNAL_DECRYPT 1
#define SOFTSDF_HAS_AES 1
#define SOFTSDF_HAS_OPENSSL_LOOKALIKES 1

#include "../../SoftSDF/softsdf.h"
