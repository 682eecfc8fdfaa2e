// GM/T 0018, key management: public keys go out, session keys come and go wrapped and live in their session.

static int export_pair(const char *function, void *hSession, int usage, u32 index, ECCrefPublicKey *out) {
    struct session *session;
    EVP_PKEY *key = NULL;
    int answer = enter(function, hSession, &session);
    if (answer != SDR_OK) return answer;
    if (out == NULL) return leave(session, SDR_OUTARGERR);
    answer = use_pair(session->device, usage, index, &key);
    if (answer == SDR_OK && !export_public(key, out)) answer = SDR_KEYERR;
    if (answer == SDR_OK) out->bits = bent_length(&session->faults, out->bits);
    EVP_PKEY_free(key);
    return leave(session, answer);
}

int SDF_ExportSignPublicKey_ECC(void *hSession, u32 keyIndex, ECCrefPublicKey *publicKey) {
    return export_pair(__func__, hSession, SIGNING, keyIndex, publicKey);
}

int SDF_ExportEncPublicKey_ECC(void *hSession, u32 keyIndex, ECCrefPublicKey *publicKey) {
    return export_pair(__func__, hSession, ENCRYPTION, keyIndex, publicKey);
}

static bool is_key_length(u32 length) { return length >= LEAST_KEY && length <= MOST_KEY; }

/// Makes a session key and wraps it under a public key.
static int generate_wrapped(struct session *session, EVP_PKEY *wrapping, u32 keyBits, ECCCipher *out, void **phKey) {
    u8 bytes[MOST_KEY];
    u32 length = keyBits / 8;
    if (keyBits % 8 != 0 || !is_key_length(length)) return SDR_INARGERR;
    int answer = RAND_priv_bytes(bytes, (int)length) == 1 ? SDR_OK : SDR_RANDERR;
    if (answer == SDR_OK && !sm2_encrypt(wrapping, bytes, length, out)) answer = SDR_PKOPERR;
    if (answer == SDR_OK) answer = add_key(session, bytes, length, phKey);
    if (answer == SDR_OK) *cipher_length(out) = bent_length(&session->faults, length);
    OPENSSL_cleanse(bytes, sizeof bytes);
    return answer;
}

int SDF_GenerateKeyWithIPK_ECC(void *hSession, u32 ipkIndex, u32 keyBits, ECCCipher *wrapped, void **phKey) {
    struct session *session;
    EVP_PKEY *key = NULL;
    int answer = enter(__func__, hSession, &session);
    if (answer != SDR_OK) return answer;
    if (wrapped == NULL || phKey == NULL) return leave(session, SDR_OUTARGERR);
    answer = use_pair(session->device, ENCRYPTION, ipkIndex, &key);
    if (answer == SDR_OK) answer = generate_wrapped(session, key, keyBits, wrapped, phKey);
    EVP_PKEY_free(key);
    return leave(session, answer);
}

int SDF_GenerateKeyWithEPK_ECC(
    void *hSession, u32 keyBits, u32 algID, ECCrefPublicKey *publicKey, ECCCipher *wrapped, void **phKey) {
    struct session *session;
    EVP_PKEY *key = NULL;
    int answer = enter(__func__, hSession, &session);
    if (answer != SDR_OK) return answer;
    if (wrapped == NULL || phKey == NULL) return leave(session, SDR_OUTARGERR);
    answer = algID == SGD_SM2_3 ? public_key(publicKey, &key) : SDR_ALGNOTSUPPORT;
    if (answer == SDR_OK) answer = generate_wrapped(session, key, keyBits, wrapped, phKey);
    EVP_PKEY_free(key);
    return leave(session, answer);
}

int SDF_ImportKeyWithISK_ECC(void *hSession, u32 iskIndex, ECCCipher *wrapped, void **phKey) {
    struct session *session;
    EVP_PKEY *key = NULL;
    u8 bytes[ECCref_MAX_CIPHER_LEN];
    u32 length = 0;
    int answer = enter(__func__, hSession, &session);
    if (answer != SDR_OK) return answer;
    if (wrapped == NULL) return leave(session, SDR_INARGERR);
    if (phKey == NULL) return leave(session, SDR_OUTARGERR);
    answer = use_pair(session->device, ENCRYPTION, iskIndex, &key);
    if (answer == SDR_OK && !has_right(session, iskIndex)) answer = SDR_PARDENY;
    if (answer == SDR_OK) answer = sm2_decrypt(key, wrapped, bytes, &length);
    if (answer == SDR_OK) answer = is_key_length(length) ? add_key(session, bytes, length, phKey) : SDR_KEYERR;
    OPENSSL_cleanse(bytes, sizeof bytes);
    EVP_PKEY_free(key);
    return leave(session, answer);
}

#if SOFTSDF_HAS_KEK
/// The standard wraps under a key-encryption key in ECB: whole blocks.
static bool is_kek_length(u32 length) { return is_key_length(length) && length % BLOCK == 0; }

int SDF_GenerateKeyWithKEK(
    void *hSession, u32 keyBits, u32 algID, u32 kekIndex, u8 *wrapped, u32 *wrappedLength, void **phKey) {
    struct session *session;
    u8 kek[BLOCK], bytes[MOST_KEY];
    u32 length = keyBits / 8;
    int answer = enter(__func__, hSession, &session);
    if (answer != SDR_OK) return answer;
    if (wrapped == NULL || wrappedLength == NULL || phKey == NULL) return leave(session, SDR_OUTARGERR);
    if (algID != SGD_SM4_ECB) return leave(session, SDR_ALGNOTSUPPORT);
    if (keyBits % 8 != 0 || !is_kek_length(length)) return leave(session, SDR_INARGERR);
    answer = use_kek(session->device, kekIndex, kek);
    if (answer == SDR_OK && RAND_priv_bytes(bytes, (int)length) != 1) answer = SDR_RANDERR;
    if (answer == SDR_OK && !run_cipher(algorithms.sm4_ecb, true, kek, NULL, bytes, length, wrapped)) {
        answer = SDR_SYMOPERR;
    }
    if (answer == SDR_OK) answer = add_key(session, bytes, length, phKey);
    if (answer == SDR_OK) *wrappedLength = bent_length(&session->faults, length);
    OPENSSL_cleanse(bytes, sizeof bytes);
    OPENSSL_cleanse(kek, sizeof kek);
    return leave(session, answer);
}

int SDF_ImportKeyWithKEK(void *hSession, u32 algID, u32 kekIndex, u8 *wrapped, u32 wrappedLength, void **phKey) {
    struct session *session;
    u8 kek[BLOCK], bytes[MOST_KEY];
    int answer = enter(__func__, hSession, &session);
    if (answer != SDR_OK) return answer;
    if (phKey == NULL) return leave(session, SDR_OUTARGERR);
    if (algID != SGD_SM4_ECB) return leave(session, SDR_ALGNOTSUPPORT);
    if (wrapped == NULL || !is_kek_length(wrappedLength)) return leave(session, SDR_INARGERR);
    answer = use_kek(session->device, kekIndex, kek);
    if (answer == SDR_OK && !run_cipher(algorithms.sm4_ecb, false, kek, NULL, wrapped, wrappedLength, bytes)) {
        answer = SDR_SYMOPERR;
    }
    if (answer == SDR_OK) answer = add_key(session, bytes, wrappedLength, phKey);
    OPENSSL_cleanse(bytes, sizeof bytes);
    OPENSSL_cleanse(kek, sizeof kek);
    return leave(session, answer);
}
#endif

int SDF_DestroyKey(void *hSession, void *hKey) {
    struct session *session;
    int answer = enter(__func__, hSession, &session);
    if (answer != SDR_OK) return answer;
    struct key *key = key_of(session, hKey);
    if (key == NULL) return leave(session, SDR_INARGERR);
    wipe_key(key);
    return leave(session, SDR_OK);
}
