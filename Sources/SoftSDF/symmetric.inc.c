// GM/T 0018, symmetric operations: whole blocks under a session key.

struct mode {
    const EVP_CIPHER *cipher;
    bool chains;
};

static bool mode_of(u32 algID, struct mode *out) {
    switch (algID) {
    case SGD_SM4_ECB: *out = (struct mode){algorithms.sm4_ecb, false}; return true;
    case SGD_SM4_CBC: *out = (struct mode){algorithms.sm4_cbc, true}; return true;
#if SOFTSDF_HAS_AES
    case SGD_AES_ECB: *out = (struct mode){algorithms.aes_ecb, false}; return true;
    case SGD_AES_CBC: *out = (struct mode){algorithms.aes_cbc, true}; return true;
#endif
    default: return false;
    }
}

/// What both directions share. The vector for the next call is the last block of ciphertext.
static int run_blocks(
    struct session *session, bool encrypts, void *hKey, u32 algID, u8 *iv, u8 *in, u32 length, u8 *out,
    u32 *outLength) {
    struct mode mode;
    u8 next[BLOCK] = {0};
    const struct key *key = key_of(session, hKey);
    if (key == NULL) return SDR_INARGERR;
    if (!mode_of(algID, &mode)) return SDR_ALGNOTSUPPORT;
    if (in == NULL || length == 0 || length % BLOCK != 0 || length > MOST_DATA) return SDR_INARGERR;
    if (mode.chains && iv == NULL) return SDR_INARGERR;
    if (out == NULL || outLength == NULL) return SDR_OUTARGERR;
    if (key->length != BLOCK) return SDR_KEYTYPEERR;
    if (!encrypts) memcpy(next, in + length - BLOCK, BLOCK);
    if (!run_cipher(mode.cipher, encrypts, key->bytes, mode.chains ? iv : NULL, in, length, out)) return SDR_SYMOPERR;
    if (encrypts) memcpy(next, out + length - BLOCK, BLOCK);
    if (mode.chains) memcpy(iv, next, BLOCK);
    if ((session->faults.wrong_answer & (encrypts ? WRONG_CIPHERTEXT : WRONG_PLAINTEXT)) != 0) out[0] ^= 1;
    *outLength = bent_length(&session->faults, length);
    return SDR_OK;
}

int SDF_Encrypt(void *hSession, void *hKey, u32 algID, u8 *iv, u8 *in, u32 inLength, u8 *out, u32 *outLength) {
    struct session *session;
    int answer = enter(__func__, hSession, &session);
    if (answer != SDR_OK) return answer;
    return leave(session, run_blocks(session, true, hKey, algID, iv, in, inLength, out, outLength));
}

int SDF_Decrypt(void *hSession, void *hKey, u32 algID, u8 *iv, u8 *in, u32 inLength, u8 *out, u32 *outLength) {
    struct session *session;
    int answer = enter(__func__, hSession, &session);
    if (answer != SDR_OK) return answer;
    return leave(session, run_blocks(session, false, hKey, algID, iv, in, inLength, out, outLength));
}

#if SOFTSDF_HAS_MAC
/// The code is the last block of CBC, and the vector for the next call.
static int cbc_mac(const struct key *key, u8 *iv, const u8 *in, u32 length, u8 *mac) {
    u8 *chained = OPENSSL_malloc(length);
    if (chained == NULL) return SDR_NOBUFFER;
    bool done = run_cipher(algorithms.sm4_cbc, true, key->bytes, iv, in, length, chained);
    if (done) memcpy(mac, chained + length - BLOCK, BLOCK);
    if (done) memcpy(iv, mac, BLOCK);
    OPENSSL_clear_free(chained, length);
    return done ? SDR_OK : SDR_MACERR;
}

int SDF_CalculateMAC(void *hSession, void *hKey, u32 algID, u8 *iv, u8 *in, u32 inLength, u8 *mac, u32 *macLength) {
    struct session *session;
    int answer = enter(__func__, hSession, &session);
    if (answer != SDR_OK) return answer;
    // Some devices take SGD_SM3 for HMAC here. The standard does not, and neither does this one.
    if (algID == SGD_SM3) return leave(session, SDR_NOTSUPPORT);
    if (algID != SGD_SM4_MAC) return leave(session, SDR_ALGNOTSUPPORT);
    const struct key *key = key_of(session, hKey);
    if (key == NULL || iv == NULL || in == NULL) return leave(session, SDR_INARGERR);
    if (inLength == 0 || inLength % BLOCK != 0 || inLength > MOST_DATA) return leave(session, SDR_INARGERR);
    if (mac == NULL || macLength == NULL) return leave(session, SDR_OUTARGERR);
    if (key->length != BLOCK) return leave(session, SDR_KEYTYPEERR);
    answer = cbc_mac(key, iv, in, inLength, mac);
    if (answer == SDR_OK) *macLength = bent_length(&session->faults, BLOCK);
    if (answer == SDR_OK && (session->faults.wrong_answer & WRONG_MAC) != 0) mac[0] ^= 1;
    return leave(session, answer);
}
#endif
