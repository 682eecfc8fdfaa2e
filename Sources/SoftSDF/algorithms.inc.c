// What libcrypto gives, fetched once.

static struct {
    EVP_MD *sm3;
    EVP_CIPHER *sm4_ecb;
    EVP_CIPHER *sm4_cbc;
    EVP_CIPHER *aes_ecb;
    EVP_CIPHER *aes_cbc;
    EVP_MAC *hmac;
    EC_GROUP *curve;
} algorithms;

static pthread_once_t algorithms_once = PTHREAD_ONCE_INIT;

static void fetch_algorithms(void) {
    algorithms.sm3 = EVP_MD_fetch(NULL, "SM3", NULL);
    algorithms.sm4_ecb = EVP_CIPHER_fetch(NULL, "SM4-ECB", NULL);
    algorithms.sm4_cbc = EVP_CIPHER_fetch(NULL, "SM4-CBC", NULL);
    algorithms.aes_ecb = EVP_CIPHER_fetch(NULL, "AES-128-ECB", NULL);
    algorithms.aes_cbc = EVP_CIPHER_fetch(NULL, "AES-128-CBC", NULL);
    algorithms.hmac = EVP_MAC_fetch(NULL, "HMAC", NULL);
    algorithms.curve = EC_GROUP_new_by_curve_name(NID_sm2);
}

static bool have_algorithms(void) {
    pthread_once(&algorithms_once, fetch_algorithms);
    return algorithms.sm3 && algorithms.sm4_ecb && algorithms.sm4_cbc && algorithms.aes_ecb && algorithms.aes_cbc
        && algorithms.hmac && algorithms.curve;
}

/// Encrypts or decrypts whole blocks, in place too.
static bool run_cipher(
    const EVP_CIPHER *cipher, bool encrypts, const u8 *key, const u8 *iv, const u8 *in, u32 length, u8 *out) {
    EVP_CIPHER_CTX *context = EVP_CIPHER_CTX_new();
    int written = 0, last = 0;
    bool done = context != NULL && EVP_CipherInit_ex2(context, cipher, key, iv, encrypts, NULL) == 1
        && EVP_CIPHER_CTX_set_padding(context, 0) == 1
        && EVP_CipherUpdate(context, out, &written, in, (int)length) == 1
        && EVP_CipherFinal_ex(context, out + written, &last) == 1 && (u32)(written + last) == length;
    EVP_CIPHER_CTX_free(context);
    return done;
}
