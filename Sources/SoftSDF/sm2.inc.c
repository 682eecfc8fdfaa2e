// SM2 over libcrypto: between its DER and the structures of the standard.

/// GM/T 0009: SEQUENCE { x, y, C3, C2 }, as libcrypto writes and reads it.
typedef struct {
    BIGNUM *x;
    BIGNUM *y;
    ASN1_OCTET_STRING *c3;
    ASN1_OCTET_STRING *c2;
} Ciphertext;

ASN1_SEQUENCE(Ciphertext) = {
    ASN1_SIMPLE(Ciphertext, x, BIGNUM),
    ASN1_SIMPLE(Ciphertext, y, BIGNUM),
    ASN1_SIMPLE(Ciphertext, c3, ASN1_OCTET_STRING),
    ASN1_SIMPLE(Ciphertext, c2, ASN1_OCTET_STRING),
} static_ASN1_SEQUENCE_END(Ciphertext)
IMPLEMENT_STATIC_ASN1_ALLOC_FUNCTIONS(Ciphertext)

#if SOFTSDF_CIPHER_LENGTH_FIRST
static u32 *cipher_length(ECCCipher *cipher) { return &cipher->clength; }
#else
static u32 *cipher_length(ECCCipher *cipher) { return &cipher->L; }
#endif

/// The ciphertext's bytes: in the standard's structure they go on behind its declared end.
static u8 *cipher_bytes(ECCCipher *cipher) { return (u8 *)cipher + offsetof(ECCCipher, C); }

/// A point of the curve as 04 ‖ x ‖ y.
static bool encode_point(const EC_POINT *point, u8 out[POINT_LENGTH]) {
    return EC_POINT_point2oct(algorithms.curve, point, POINT_CONVERSION_UNCOMPRESSED, out, POINT_LENGTH, NULL)
        == POINT_LENGTH;
}

/// Checks coordinates of `width` bytes each: below p, on the curve.
static bool check_point(const u8 *x, const u8 *y, int width, u8 out[POINT_LENGTH]) {
    BIGNUM *p = BN_new(), *x_number = BN_bin2bn(x, width, NULL), *y_number = BN_bin2bn(y, width, NULL);
    EC_POINT *point = EC_POINT_new(algorithms.curve);
    bool is_good = p && x_number && y_number && point
        && EC_GROUP_get_curve(algorithms.curve, p, NULL, NULL, NULL) == 1
        && BN_cmp(x_number, p) < 0 && BN_cmp(y_number, p) < 0
        && EC_POINT_set_affine_coordinates(algorithms.curve, point, x_number, y_number, NULL) == 1
        && EC_POINT_is_on_curve(algorithms.curve, point, NULL) == 1 && encode_point(point, out);
    EC_POINT_free(point);
    BN_free(y_number);
    BN_free(x_number);
    BN_free(p);
    return is_good;
}

static EVP_PKEY *make_key(u8 point[POINT_LENGTH], const BIGNUM *d) {
    u8 native[SM2_LENGTH];
    OSSL_PARAM params[4] = {
        OSSL_PARAM_construct_utf8_string(OSSL_PKEY_PARAM_GROUP_NAME, (char[]){"SM2"}, 0),
        OSSL_PARAM_construct_octet_string(OSSL_PKEY_PARAM_PUB_KEY, point, POINT_LENGTH),
        OSSL_PARAM_construct_end(),
        OSSL_PARAM_construct_end(),
    };
    if (d != NULL) {
        if (BN_bn2nativepad(d, native, sizeof native) != sizeof native) return NULL;
        params[2] = OSSL_PARAM_construct_BN(OSSL_PKEY_PARAM_PRIV_KEY, native, sizeof native);
    }
    EVP_PKEY *key = NULL;
    EVP_PKEY_CTX *context = EVP_PKEY_CTX_new_from_name(NULL, "SM2", NULL);
    int selection = d != NULL ? EVP_PKEY_KEYPAIR : EVP_PKEY_PUBLIC_KEY;
    if (context == NULL || EVP_PKEY_fromdata_init(context) != 1
        || EVP_PKEY_fromdata(context, &key, selection, params) != 1) {
        key = NULL;
    }
    EVP_PKEY_CTX_free(context);
    OPENSSL_cleanse(native, sizeof native);
    return key;
}

/// The key of a private value of 32 bytes in 1 ... n - 2, or NULL.
static EVP_PKEY *private_key(const u8 bytes[SM2_LENGTH]) {
    u8 encoded[POINT_LENGTH];
    EVP_PKEY *key = NULL;
    BIGNUM *d = BN_bin2bn(bytes, SM2_LENGTH, NULL), *most = BN_dup(EC_GROUP_get0_order(algorithms.curve));
    EC_POINT *point = EC_POINT_new(algorithms.curve);
    if (d && most && point && BN_sub_word(most, 2) == 1 && !BN_is_zero(d) && BN_cmp(d, most) <= 0
        && EC_POINT_mul(algorithms.curve, point, d, NULL, NULL, NULL) == 1 && encode_point(point, encoded)) {
        key = make_key(encoded, d);
    }
    EC_POINT_free(point);
    BN_free(most);
    BN_clear_free(d);
    return key;
}

/// A fresh private value in 1 ... n - 2.
static bool fresh_private(u8 out[SM2_LENGTH]) {
    BIGNUM *d = BN_new(), *range = BN_dup(EC_GROUP_get0_order(algorithms.curve));
    bool done = d && range && BN_sub_word(range, 2) == 1 && BN_priv_rand_range(d, range) == 1
        && BN_add_word(d, 1) == 1 && BN_bn2binpad(d, out, SM2_LENGTH) == SM2_LENGTH;
    BN_free(range);
    BN_clear_free(d);
    return done;
}

/// The key of somebody else's structure.
///
/// @returns SDR_OK, SDR_INARGERR for another length than 256 bits, SDR_KEYERR for no point of the curve
static int public_key(const ECCrefPublicKey *in, EVP_PKEY **out) {
    u8 point[POINT_LENGTH];
    if (in == NULL || in->bits != 8 * SM2_LENGTH) return SDR_INARGERR;
    if (!check_point(in->x, in->y, ECCref_MAX_LEN, point)) return SDR_KEYERR;
    *out = make_key(point, NULL);
    return *out != NULL ? SDR_OK : SDR_PKOPERR;
}

static bool export_public(const EVP_PKEY *key, ECCrefPublicKey *out) {
    BIGNUM *x = NULL, *y = NULL;
    bool done = EVP_PKEY_get_bn_param(key, OSSL_PKEY_PARAM_EC_PUB_X, &x) == 1
        && EVP_PKEY_get_bn_param(key, OSSL_PKEY_PARAM_EC_PUB_Y, &y) == 1
        && BN_bn2binpad(x, out->x, ECCref_MAX_LEN) == ECCref_MAX_LEN
        && BN_bn2binpad(y, out->y, ECCref_MAX_LEN) == ECCref_MAX_LEN;
    out->bits = 8 * SM2_LENGTH;
    BN_free(y);
    BN_free(x);
    return done;
}

static bool sm2_sign(EVP_PKEY *key, const u8 e[DIGEST], ECCSignature *out) {
    u8 der[80];
    const u8 *start = der;
    size_t length = sizeof der;
    ECDSA_SIG *signature = NULL;
    EVP_PKEY_CTX *context = EVP_PKEY_CTX_new_from_pkey(NULL, key, NULL);
    bool done = context && EVP_PKEY_sign_init(context) == 1 && EVP_PKEY_sign(context, der, &length, e, DIGEST) == 1
        && (signature = d2i_ECDSA_SIG(NULL, &start, (long)length)) != NULL
        && BN_bn2binpad(ECDSA_SIG_get0_r(signature), out->r, ECCref_MAX_LEN) == ECCref_MAX_LEN
        && BN_bn2binpad(ECDSA_SIG_get0_s(signature), out->s, ECCref_MAX_LEN) == ECCref_MAX_LEN;
    ECDSA_SIG_free(signature);
    EVP_PKEY_CTX_free(context);
    return done;
}

static bool sm2_verify(EVP_PKEY *key, const u8 e[DIGEST], const ECCSignature *in) {
    u8 *der = NULL;
    int length = 0;
    ECDSA_SIG *signature = ECDSA_SIG_new();
    BIGNUM *r = BN_bin2bn(in->r, ECCref_MAX_LEN, NULL), *s = BN_bin2bn(in->s, ECCref_MAX_LEN, NULL);
    if (signature == NULL || ECDSA_SIG_set0(signature, r, s) != 1) {
        BN_free(s);
        BN_free(r);
    } else {
        length = i2d_ECDSA_SIG(signature, &der);
    }
    EVP_PKEY_CTX *context = EVP_PKEY_CTX_new_from_pkey(NULL, key, NULL);
    bool is_good = length > 0 && context && EVP_PKEY_verify_init(context) == 1
        && EVP_PKEY_verify(context, der, (size_t)length, e, DIGEST) == 1;
    EVP_PKEY_CTX_free(context);
    OPENSSL_free(der);
    ECDSA_SIG_free(signature);
    return is_good;
}

static Ciphertext *read_ciphertext(const u8 *der, size_t length) {
    return (Ciphertext *)ASN1_item_d2i(NULL, &der, (long)length, ASN1_ITEM_rptr(Ciphertext));
}

/// One encryption with one nonce.
///
/// @param masked  false if the key stream was all zeros, so that the ciphertext is the plaintext
static bool sm2_encrypt_once(EVP_PKEY *key, const u8 *data, u32 length, ECCCipher *out, bool *masked) {
    size_t der_length = 0;
    u8 *der = NULL;
    Ciphertext *text = NULL;
    EVP_PKEY_CTX *context = EVP_PKEY_CTX_new_from_pkey(NULL, key, NULL);
    bool done = context && EVP_PKEY_encrypt_init(context) == 1
        && EVP_PKEY_encrypt(context, NULL, &der_length, data, length) == 1
        && (der = OPENSSL_malloc(der_length)) != NULL
        && EVP_PKEY_encrypt(context, der, &der_length, data, length) == 1;
    done = done && (text = read_ciphertext(der, der_length)) != NULL
        && ASN1_STRING_length(text->c3) == DIGEST && ASN1_STRING_length(text->c2) == (int)length
        && BN_bn2binpad(text->x, out->x, ECCref_MAX_LEN) == ECCref_MAX_LEN
        && BN_bn2binpad(text->y, out->y, ECCref_MAX_LEN) == ECCref_MAX_LEN;
    if (done) {
        memcpy(out->M, ASN1_STRING_get0_data(text->c3), DIGEST);
        *masked = memcmp(ASN1_STRING_get0_data(text->c2), data, length) != 0;
        memcpy(cipher_bytes(out), ASN1_STRING_get0_data(text->c2), length);
        *cipher_length(out) = length;
    }
    Ciphertext_free(text);
    OPENSSL_free(der);
    EVP_PKEY_CTX_free(context);
    return done;
}

/// GB/T 32918.4, 6.1: step A5 goes back to another nonce when the key stream is all zeros.
static bool sm2_encrypt(EVP_PKEY *key, const u8 *data, u32 length, ECCCipher *out) {
    bool masked = false;
    while (!masked) {
        if (!sm2_encrypt_once(key, data, length, out, &masked)) return false;
    }
    return true;
}

/// @param out  ECCref_MAX_CIPHER_LEN bytes
/// @returns SDR_OK, or SDR_ENCDATAERR for what this key never encrypted
static int sm2_decrypt(EVP_PKEY *key, ECCCipher *in, u8 *out, u32 *length) {
    u8 point[POINT_LENGTH];
    u32 in_length = *cipher_length(in);
    if (in_length == 0 || in_length > ECCref_MAX_CIPHER_LEN) return SDR_ENCDATAERR;
    if (!check_point(in->x, in->y, ECCref_MAX_LEN, point)) return SDR_ENCDATAERR;
    u8 *der = NULL, *plain = OPENSSL_malloc(in_length);
    size_t plain_length = in_length;
    Ciphertext *text = Ciphertext_new();
    int der_length = -1;
    if (text && plain && BN_bin2bn(point + 1, SM2_LENGTH, text->x)
        && BN_bin2bn(point + 1 + SM2_LENGTH, SM2_LENGTH, text->y)
        && ASN1_OCTET_STRING_set(text->c3, in->M, DIGEST) == 1
        && ASN1_OCTET_STRING_set(text->c2, cipher_bytes(in), (int)in_length) == 1) {
        der_length = ASN1_item_i2d((ASN1_VALUE *)text, &der, ASN1_ITEM_rptr(Ciphertext));
    }
    EVP_PKEY_CTX *context = EVP_PKEY_CTX_new_from_pkey(NULL, key, NULL);
    bool done = der_length > 0 && context && EVP_PKEY_decrypt_init(context) == 1
        && EVP_PKEY_decrypt(context, plain, &plain_length, der, (size_t)der_length) == 1 && plain_length == in_length
        && CRYPTO_memcmp(plain, cipher_bytes(in), in_length) != 0;
    if (done) {
        memcpy(out, plain, in_length);
        *length = in_length;
    }
    EVP_PKEY_CTX_free(context);
    Ciphertext_free(text);
    OPENSSL_free(der);
    OPENSSL_clear_free(plain, in_length);
    return done ? SDR_OK : SDR_ENCDATAERR;
}
