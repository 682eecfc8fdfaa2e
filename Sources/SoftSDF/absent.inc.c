// What the standard names and this device cannot do: exported, so that a caller hears it instead of missing it.
//
// Only the first argument is looked at; the calling conventions of all our platforms let the rest go unread.

/// A function whose first argument is a session.
#define NOT_SUPPORTED(name) \
    SDF_EXPORT int name(void *hSession); \
    int name(void *hSession) { \
        struct session *session; \
        int answer = enter(__func__, hSession, &session); \
        return answer == SDR_OK ? leave(session, SDR_NOTSUPPORT) : answer; \
    }

/// A function that knows no session.
#define NOT_SUPPORTED_ANYWHERE(name) \
    SDF_EXPORT int name(void); \
    int name(void) { return SDR_NOTSUPPORT; }

#if SOFTSDF_STANDARD_VERSION >= 1
NOT_SUPPORTED(SDF_ExportSignPublicKey_RSA)
NOT_SUPPORTED(SDF_ExportEncPublicKey_RSA)
NOT_SUPPORTED(SDF_GenerateKeyPair_RSA)
NOT_SUPPORTED(SDF_GenerateKeyWithIPK_RSA)
NOT_SUPPORTED(SDF_GenerateKeyWithEPK_RSA)
NOT_SUPPORTED(SDF_ImportKeyWithISK_RSA)
NOT_SUPPORTED(SDF_GenerateKeyPair_ECC)
NOT_SUPPORTED(SDF_GenerateAgreementDataWithECC)
NOT_SUPPORTED(SDF_GenerateKeyWithECC)
NOT_SUPPORTED(SDF_GenerateAgreementDataAndKeyWithECC)
NOT_SUPPORTED(SDF_ExternalPublicKeyOperation_RSA)
NOT_SUPPORTED(SDF_InternalPublicKeyOperation_RSA)
NOT_SUPPORTED(SDF_InternalPrivateKeyOperation_RSA)
NOT_SUPPORTED(SDF_CreateFile)
NOT_SUPPORTED(SDF_ReadFile)
NOT_SUPPORTED(SDF_WriteFile)
NOT_SUPPORTED(SDF_DeleteFile)
#endif

#if SOFTSDF_STANDARD_VERSION == 1
NOT_SUPPORTED(SDF_ExchangeDigitEnvelopeBaseOnRSA)
NOT_SUPPORTED(SDF_ExchangeDigitEnvelopeBaseOnECC)
NOT_SUPPORTED(SDF_ImportKey)
NOT_SUPPORTED(SDF_ExternalPrivateKeyOperation_RSA)
NOT_SUPPORTED(SDF_ExternalSign_ECC)
NOT_SUPPORTED(SDF_ExternalDecrypt_ECC)
#endif

#if SOFTSDF_STANDARD_VERSION == 2
// libcrypto 3.0 has no SM4-GCM and no SM4-CCM.
NOT_SUPPORTED(SDF_AuthEnc)
NOT_SUPPORTED(SDF_AuthDec)
NOT_SUPPORTED(SDF_AuthEncInit)
NOT_SUPPORTED(SDF_AuthEncUpdate)
NOT_SUPPORTED(SDF_AuthEncFinal)
NOT_SUPPORTED(SDF_AuthDecInit)
NOT_SUPPORTED(SDF_AuthDecUpdate)
NOT_SUPPORTED(SDF_AuthDecFinal)
NOT_SUPPORTED(SDF_EncryptInit)
NOT_SUPPORTED(SDF_EncryptUpdate)
NOT_SUPPORTED(SDF_EncryptFinal)
NOT_SUPPORTED(SDF_DecryptInit)
NOT_SUPPORTED(SDF_DecryptUpdate)
NOT_SUPPORTED(SDF_DecryptFinal)
NOT_SUPPORTED(SDF_CalculateMACInit)
NOT_SUPPORTED(SDF_CalculateMACUpdate)
NOT_SUPPORTED(SDF_CalculateMACFinal)
NOT_SUPPORTED(SDF_ExternalKeyEncryptInit)
NOT_SUPPORTED(SDF_ExternalKeyDecryptInit)
NOT_SUPPORTED(SDF_ExternalKeyHMACInit)
NOT_SUPPORTED_ANYWHERE(SDF_ExternalPrivateKeyOperation_RSA)
NOT_SUPPORTED_ANYWHERE(SDF_ExternalSign_ECC)
NOT_SUPPORTED_ANYWHERE(SDF_ExternalDecrypt_ECC)
NOT_SUPPORTED_ANYWHERE(SDF_ExternalSign_SM9)
NOT_SUPPORTED_ANYWHERE(SDF_ExternalDecrypt_SM9)
NOT_SUPPORTED_ANYWHERE(SDF_ExternalKeyEncrypt)
NOT_SUPPORTED_ANYWHERE(SDF_ExternalKeyDecrypt)
#endif
