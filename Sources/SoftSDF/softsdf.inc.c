// SoftSDF: a small software SDF (GM/T 0018) over libcrypto, for tests and pilots. No certified module.
//
// One source for all profiles: each profile is a library with one file that includes its header and then this one.
// Everything is static except the functions of the standard, so that a library exports those and nothing else.

#include <errno.h>
#include <fcntl.h>
#include <pthread.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <time.h>
#include <unistd.h>

#include <openssl/asn1t.h>
#include <openssl/bn.h>
#include <openssl/core_names.h>
#include <openssl/crypto.h>
#include <openssl/ec.h>
#include <openssl/err.h>
#include <openssl/evp.h>
#include <openssl/obj_mac.h>
#include <openssl/params.h>
#include <openssl/rand.h>

enum {
    SM2_LENGTH = 32,
    POINT_LENGTH = 1 + 2 * SM2_LENGTH,
    BLOCK = 16,
    DIGEST = 32,
    SERIAL_LENGTH = 16,
    /// Key pairs and key-encryption keys count from 1.
    LAST_PAIR = 8,
    LAST_KEK = 4,
    /// The bounds of a session key: 128 to 1,024 bits.
    LEAST_KEY = 16,
    MOST_KEY = 128,
    LEAST_PASSWORD = 8,
    /// The most that one call takes or gives.
    MOST_DATA = 1 << 20,
};

#include "faults.inc.c"
#include "algorithms.inc.c"
#include "sm2.inc.c"
#include "state.inc.c"
#include "handles.inc.c"

#if SOFTSDF_HAS_OPENSSL_LOOKALIKES
#include "lookalikes.inc.c"
#endif

#include "device.inc.c"
#include "keys.inc.c"
#include "asymmetric.inc.c"
#include "symmetric.inc.c"
#include "hash.inc.c"
#include "absent.inc.c"
