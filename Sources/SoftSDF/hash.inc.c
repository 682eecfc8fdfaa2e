// GM/T 0018, hash and HMAC: a session holds one of each at a time.

enum { MOST_ID = 8191 };

/// Takes up Z = SM3(ENTL ‖ id ‖ a ‖ b ‖ G ‖ key), GB/T 32918.2, 5.5.
static int hash_identity(EVP_MD_CTX *hash, const ECCrefPublicKey *publicKey, const u8 *id, u32 idLength) {
    u8 point[POINT_LENGTH], base[POINT_LENGTH], a[SM2_LENGTH], b[SM2_LENGTH], z[DIGEST];
    if (publicKey == NULL || publicKey->bits != 8 * SM2_LENGTH || id == NULL || idLength > MOST_ID) return SDR_INARGERR;
    if (!check_point(publicKey->x, publicKey->y, ECCref_MAX_LEN, point)) return SDR_KEYERR;
    const u8 bits[2] = {(u8)(idLength * 8 >> 8), (u8)(idLength * 8)};
    BIGNUM *a_number = BN_new(), *b_number = BN_new();
    EVP_MD_CTX *context = EVP_MD_CTX_new();
    bool done = a_number && b_number && context
        && EC_GROUP_get_curve(algorithms.curve, NULL, a_number, b_number, NULL) == 1
        && BN_bn2binpad(a_number, a, sizeof a) == sizeof a && BN_bn2binpad(b_number, b, sizeof b) == sizeof b
        && encode_point(EC_GROUP_get0_generator(algorithms.curve), base)
        && EVP_DigestInit_ex2(context, algorithms.sm3, NULL) == 1
        && EVP_DigestUpdate(context, bits, sizeof bits) == 1 && EVP_DigestUpdate(context, id, idLength) == 1
        && EVP_DigestUpdate(context, a, sizeof a) == 1 && EVP_DigestUpdate(context, b, sizeof b) == 1
        && EVP_DigestUpdate(context, base + 1, sizeof base - 1) == 1
        && EVP_DigestUpdate(context, point + 1, sizeof point - 1) == 1
        && EVP_DigestFinal_ex(context, z, NULL) == 1 && EVP_DigestUpdate(hash, z, sizeof z) == 1;
    EVP_MD_CTX_free(context);
    BN_free(b_number);
    BN_free(a_number);
    return done ? SDR_OK : SDR_UNKNOWERR;
}

int SDF_HashInit(void *hSession, u32 algID, ECCrefPublicKey *publicKey, u8 *id, u32 idLength) {
    struct session *session;
    int answer = enter(__func__, hSession, &session);
    if (answer != SDR_OK) return answer;
    if (algID != SGD_SM3) return leave(session, SDR_ALGNOTSUPPORT);
    EVP_MD_CTX_free(session->hash);
    session->hash = EVP_MD_CTX_new();
    if (session->hash == NULL) return leave(session, SDR_NOBUFFER);
    if (EVP_DigestInit_ex2(session->hash, algorithms.sm3, NULL) != 1) answer = SDR_UNKNOWERR;
    if (answer == SDR_OK && idLength != 0) answer = hash_identity(session->hash, publicKey, id, idLength);
    if (answer != SDR_OK) {
        EVP_MD_CTX_free(session->hash);
        session->hash = NULL;
    }
    return leave(session, answer);
}

int SDF_HashUpdate(void *hSession, u8 *data, u32 length) {
    struct session *session;
    int answer = enter(__func__, hSession, &session);
    if (answer != SDR_OK) return answer;
    if (session->hash == NULL) return leave(session, SDR_STEPERR);
    if (data == NULL || length == 0 || length > MOST_DATA) return leave(session, SDR_INARGERR);
    return leave(session, EVP_DigestUpdate(session->hash, data, length) == 1 ? SDR_OK : SDR_UNKNOWERR);
}

int SDF_HashFinal(void *hSession, u8 *hash, u32 *hashLength) {
    struct session *session;
    int answer = enter(__func__, hSession, &session);
    if (answer != SDR_OK) return answer;
    if (session->hash == NULL) return leave(session, SDR_STEPERR);
    if (hash == NULL || hashLength == NULL) return leave(session, SDR_OUTARGERR);
    if (EVP_DigestFinal_ex(session->hash, hash, NULL) != 1) answer = SDR_UNKNOWERR;
    EVP_MD_CTX_free(session->hash);
    session->hash = NULL;
    if (answer == SDR_OK) *hashLength = bent_length(&session->faults, DIGEST);
    if (answer == SDR_OK && (session->faults.wrong_answer & WRONG_HASH) != 0) hash[0] ^= 1;
    return leave(session, answer);
}

#if SOFTSDF_HAS_HMAC
int SDF_HMACInit(void *hSession, void *hKey, u32 algID) {
    struct session *session;
    int answer = enter(__func__, hSession, &session);
    if (answer != SDR_OK) return answer;
    if (algID != SGD_SM3 && algID != SGD_SM3_HMAC) return leave(session, SDR_ALGNOTSUPPORT);
    const struct key *key = key_of(session, hKey);
    if (key == NULL) return leave(session, SDR_INARGERR);
    const OSSL_PARAM params[] = {
        OSSL_PARAM_construct_utf8_string(OSSL_MAC_PARAM_DIGEST, (char[]){"SM3"}, 0),
        OSSL_PARAM_construct_end(),
    };
    EVP_MAC_CTX_free(session->mac);
    session->mac = EVP_MAC_CTX_new(algorithms.hmac);
    if (session->mac == NULL) return leave(session, SDR_NOBUFFER);
    if (EVP_MAC_init(session->mac, key->bytes, key->length, params) != 1) {
        EVP_MAC_CTX_free(session->mac);
        session->mac = NULL;
        answer = SDR_MACERR;
    }
    return leave(session, answer);
}

int SDF_HMACUpdate(void *hSession, u8 *data, u32 length) {
    struct session *session;
    int answer = enter(__func__, hSession, &session);
    if (answer != SDR_OK) return answer;
    if (session->mac == NULL) return leave(session, SDR_STEPERR);
    if (data == NULL || length == 0 || length > MOST_DATA) return leave(session, SDR_INARGERR);
    return leave(session, EVP_MAC_update(session->mac, data, length) == 1 ? SDR_OK : SDR_MACERR);
}

int SDF_HMACFinal(void *hSession, u8 *mac, u32 *macLength) {
    struct session *session;
    size_t written = 0;
    int answer = enter(__func__, hSession, &session);
    if (answer != SDR_OK) return answer;
    if (session->mac == NULL) return leave(session, SDR_STEPERR);
    if (mac == NULL || macLength == NULL) return leave(session, SDR_OUTARGERR);
    if (EVP_MAC_final(session->mac, mac, &written, DIGEST) != 1 || written != DIGEST) answer = SDR_MACERR;
    EVP_MAC_CTX_free(session->mac);
    session->mac = NULL;
    if (answer == SDR_OK) *macLength = bent_length(&session->faults, DIGEST);
    if (answer == SDR_OK && (session->faults.wrong_answer & WRONG_MAC) != 0) mac[0] ^= 1;
    return leave(session, answer);
}
#endif
