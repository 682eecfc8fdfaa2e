// What this profile says and can: GM/T 0018-2012, as most installed devices speak it.
#pragma once

#define SOFTSDF_PROFILE "2012"
#define SOFTSDF_STANDARD_VERSION 1

#define ECCref_MAX_LEN 64
#define SOFTSDF_CIPHER_LENGTH_FIRST 0

#define SGD_SM2_1 0x00020200
#define SGD_SM2_2 0x00020400
#define SGD_SM2_3 0x00020800
#define SGD_SM3 0x00000001
#define SGD_SM4_ECB 0x00000401
#define SGD_SM4_CBC 0x00000402
#define SGD_SM4_MAC 0x00000410

#define SOFTSDF_HAS_KEK 1
#define SOFTSDF_HAS_MAC 1
#define SOFTSDF_HAS_HMAC 0
#define SOFTSDF_HAS_INTERNAL_DECRYPT 0
#define SOFTSDF_HAS_AES 0
#define SOFTSDF_HAS_OPENSSL_LOOKALIKES 0

#include "../../SoftSDF/softsdf.h"
