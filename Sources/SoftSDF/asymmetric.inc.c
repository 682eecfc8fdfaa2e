// GM/T 0018, asymmetric operations: SM2 over a digest that the caller made.

int SDF_InternalSign_ECC(void *hSession, u32 iskIndex, u8 *e, u32 eLength, ECCSignature *signature) {
    struct session *session;
    EVP_PKEY *key = NULL;
    int answer = enter(__func__, hSession, &session);
    if (answer != SDR_OK) return answer;
    if (e == NULL || eLength != DIGEST) return leave(session, SDR_INARGERR);
    if (signature == NULL) return leave(session, SDR_OUTARGERR);
    answer = use_pair(session->device, SIGNING, iskIndex, &key);
    if (answer == SDR_OK && !has_right(session, iskIndex)) answer = SDR_PARDENY;
    if (answer == SDR_OK && !sm2_sign(key, e, signature)) answer = SDR_SIGNERR;
    EVP_PKEY_free(key);
    if (answer == SDR_OK && (session->faults.wrong_answer & WRONG_SIGNATURE) != 0) {
        signature->s[ECCref_MAX_LEN - 1] ^= 1;
    }
    return leave(session, answer);
}

int SDF_InternalVerify_ECC(void *hSession, u32 ipkIndex, u8 *e, u32 eLength, ECCSignature *signature) {
    struct session *session;
    EVP_PKEY *key = NULL;
    int answer = enter(__func__, hSession, &session);
    if (answer != SDR_OK) return answer;
    if (e == NULL || eLength != DIGEST || signature == NULL) return leave(session, SDR_INARGERR);
    answer = use_pair(session->device, SIGNING, ipkIndex, &key);
    if (answer == SDR_OK && !sm2_verify(key, e, signature)) answer = SDR_VERIFYERR;
    EVP_PKEY_free(key);
    return leave(session, answer);
}

int SDF_ExternalVerify_ECC(
    void *hSession, u32 algID, ECCrefPublicKey *publicKey, u8 *e, u32 eLength, ECCSignature *signature) {
    struct session *session;
    EVP_PKEY *key = NULL;
    int answer = enter(__func__, hSession, &session);
    if (answer != SDR_OK) return answer;
    if (algID != SGD_SM2_1) return leave(session, SDR_ALGNOTSUPPORT);
    if (e == NULL || eLength != DIGEST || signature == NULL) return leave(session, SDR_INARGERR);
    answer = public_key(publicKey, &key);
    if (answer == SDR_OK && !sm2_verify(key, e, signature)) answer = SDR_VERIFYERR;
    EVP_PKEY_free(key);
    return leave(session, answer);
}

int SDF_ExternalEncrypt_ECC(
    void *hSession, u32 algID, ECCrefPublicKey *publicKey, u8 *data, u32 length, ECCCipher *out) {
    struct session *session;
    EVP_PKEY *key = NULL;
    int answer = enter(__func__, hSession, &session);
    if (answer != SDR_OK) return answer;
    if (algID != SGD_SM2_3) return leave(session, SDR_ALGNOTSUPPORT);
    if (data == NULL || length == 0 || length > ECCref_MAX_CIPHER_LEN) return leave(session, SDR_INARGERR);
    if (out == NULL) return leave(session, SDR_OUTARGERR);
    answer = public_key(publicKey, &key);
    if (answer == SDR_OK && !sm2_encrypt(key, data, length, out)) answer = SDR_PKOPERR;
    EVP_PKEY_free(key);
    if (answer == SDR_OK) *cipher_length(out) = bent_length(&session->faults, length);
    if (answer == SDR_OK && (session->faults.wrong_answer & WRONG_CIPHERTEXT) != 0) cipher_bytes(out)[0] ^= 1;
    return leave(session, answer);
}

#if SOFTSDF_HAS_INTERNAL_DECRYPT
int SDF_InternalDecrypt_ECC(void *hSession, u32 iskIndex, u32 algID, ECCCipher *in, u8 *data, u32 *length) {
    struct session *session;
    EVP_PKEY *key = NULL;
    int answer = enter(__func__, hSession, &session);
    if (answer != SDR_OK) return answer;
    if (algID != SGD_SM2_3) return leave(session, SDR_ALGNOTSUPPORT);
    if (in == NULL) return leave(session, SDR_INARGERR);
    if (data == NULL || length == NULL) return leave(session, SDR_OUTARGERR);
    answer = use_pair(session->device, ENCRYPTION, iskIndex, &key);
    if (answer == SDR_OK && !has_right(session, iskIndex)) answer = SDR_PARDENY;
    if (answer == SDR_OK) answer = sm2_decrypt(key, in, data, length);
    EVP_PKEY_free(key);
    if (answer == SDR_OK) *length = bent_length(&session->faults, *length);
    if (answer == SDR_OK && (session->faults.wrong_answer & WRONG_PLAINTEXT) != 0) data[0] ^= 1;
    return leave(session, answer);
}
#endif
