// GM/T 0018, device management.

int SDF_OpenDevice(void **phDevice) {
    struct faults faults;
    unsigned outages;
    if (phDevice == NULL) return SDR_OUTARGERR;
    find_fault_file();
    int answer = meet_faults(__func__, &faults, &outages);
    if (answer == SDR_COMMFAIL && faults.gone) return SDR_OPENDEVICE;
    if (answer != SDR_OK) return answer;
#if SOFTSDF_HAS_OPENSSL_LOOKALIKES
    if (!is_bound_to_itself()) return SDR_HARDFAIL;
#endif
    if (!have_algorithms()) return SDR_HARDFAIL;
    answer = SDR_OPENDEVICE;
    ERR_set_mark();
    pthread_mutex_lock(&registry.lock);
    for (size_t place = 0; place < MOST_DEVICES; place++) {
        struct device *device = &registry.devices[place];
        if (device->generation != 0) continue;
        if (!open_state(device)) break;
        pthread_mutex_init(&device->pairs_lock, NULL);
        device->outages = outages;
        device->generation = ++registry.generations;
        *phDevice = handle_of(DEVICE, place, device->generation);
        answer = SDR_OK;
        break;
    }
    pthread_mutex_unlock(&registry.lock);
    ERR_pop_to_mark();
    return answer;
}

/// Lets the faults happen to a call on a device.
static int enter_device(const char *function, void *hDevice, struct faults *faults, unsigned *outages) {
    pthread_mutex_lock(&registry.lock);
    bool is_known = find_device(hDevice) != NULL;
    pthread_mutex_unlock(&registry.lock);
    return is_known ? meet_faults(function, faults, outages) : SDR_INARGERR;
}

/// Closes the device and its sessions, whatever it answers: a fault of closing leaves nothing open.
int SDF_CloseDevice(void *hDevice) {
    struct faults faults;
    unsigned outages;
    int answer = enter_device(__func__, hDevice, &faults, &outages);
    pthread_mutex_lock(&registry.lock);
    struct device *device = find_device(hDevice);
    if (device == NULL) {
        answer = SDR_INARGERR;
    } else {
        device->closed = true;
        // The device stays while it is looked through: its last session would free it.
        device->sessions++;
        for (size_t place = 0; place < MOST_SESSIONS; place++) {
            struct session *session = &registry.sessions[place];
            if (session->device == device && !session->closed) close_session(session);
        }
        device->sessions--;
        free_device_if_unused(device);
    }
    pthread_mutex_unlock(&registry.lock);
    return answer;
}

int SDF_OpenSession(void *hDevice, void **phSession) {
    struct faults faults;
    unsigned outages;
    if (phSession == NULL) return SDR_OUTARGERR;
    int answer = enter_device(__func__, hDevice, &faults, &outages);
    if (answer != SDR_OK) return answer;
    pthread_mutex_lock(&registry.lock);
    struct device *device = find_device(hDevice);
    if (device == NULL) {
        answer = SDR_INARGERR;
    } else if (device->outages != outages) {
        answer = SDR_COMMFAIL;
    } else if (faults.has_session_limit && registry.open_sessions >= faults.session_limit) {
        answer = SDR_OPENSESSION;
    } else {
        answer = SDR_OPENSESSION;
        for (size_t place = 0; place < MOST_SESSIONS; place++) {
            struct session *session = &registry.sessions[place];
            if (session->generation != 0) continue;
            session->generation = ++registry.generations;
            session->device = device;
            device->sessions++;
            registry.open_sessions++;
            *phSession = handle_of(SESSION, place, session->generation);
            answer = SDR_OK;
            break;
        }
    }
    pthread_mutex_unlock(&registry.lock);
    return answer;
}

/// Closes the session, whatever it answers, unless another thread has a call under way on it.
int SDF_CloseSession(void *hSession) {
    struct faults faults;
    unsigned outages;
    pthread_mutex_lock(&registry.lock);
    struct session *session = find_session(hSession);
    int answer = session == NULL ? SDR_INARGERR : session->busy ? SDR_STEPERR : SDR_OK;
    if (answer == SDR_OK) session->busy = true;
    pthread_mutex_unlock(&registry.lock);
    if (answer != SDR_OK) return answer;
    answer = meet_faults(__func__, &faults, &outages);
    pthread_mutex_lock(&registry.lock);
    session->busy = false;
    if (session->closed) {
        free_session(session);
    } else {
        close_session(session);
    }
    pthread_mutex_unlock(&registry.lock);
    return answer;
}

int SDF_GetDeviceInfo(void *hSession, DEVICEINFO *info) {
    struct session *session;
    int answer = enter(__func__, hSession, &session);
    if (answer != SDR_OK) return answer;
    if (info == NULL) return leave(session, SDR_OUTARGERR);
    static const char issuer[] = "Xinglin SoftSDF", name[] = "SOFTWARE " SOFTSDF_PROFILE;
    _Static_assert(sizeof name <= sizeof info->DeviceName, "the name fits with its end");
    memset(info, 0, sizeof *info);
    memcpy(info->IssuerName, issuer, sizeof issuer);
    memcpy(info->DeviceName, name, sizeof name);
    memcpy(info->DeviceSerial, session->device->serial, SERIAL_LENGTH);
    info->DeviceVersion = 1;
    info->StandardVersion = SOFTSDF_STANDARD_VERSION;
    info->AsymAlgAbility[0] = SGD_SM2_1 | SGD_SM2_3;
    info->AsymAlgAbility[1] = 8 * SM2_LENGTH;
    info->SymAlgAbility = SGD_SM4_ECB | SGD_SM4_CBC;
#if SOFTSDF_HAS_MAC
    info->SymAlgAbility |= SGD_SM4_MAC;
#endif
#if SOFTSDF_HAS_AES
    info->SymAlgAbility |= SGD_AES_ECB | SGD_AES_CBC;
#endif
    info->HashAlgAbility = SGD_SM3;
    return leave(session, SDR_OK);
}

int SDF_GenerateRandom(void *hSession, u32 length, u8 *out) {
    struct session *session;
    int answer = enter(__func__, hSession, &session);
    if (answer != SDR_OK) return answer;
    if (length == 0 || length > MOST_DATA) return leave(session, SDR_INARGERR);
    if (out == NULL) return leave(session, SDR_OUTARGERR);
    if (RAND_bytes(out, (int)length) != 1) return leave(session, SDR_RANDERR);
    if ((session->faults.wrong_answer & WRONG_RANDOM) != 0) memset(out, 0xA5, length);
    return leave(session, SDR_OK);
}

/// Compares at least LEAST_PASSWORD bytes with SOFTSDF_PASSWORD. No default: without it, or with a shorter one, the
/// answer is always no.
static bool is_password(const u8 *password, u32 length) {
    const char *expected = getenv("SOFTSDF_PASSWORD");
    return expected != NULL && strlen(expected) == length && CRYPTO_memcmp(expected, password, length) == 0;
}

int SDF_GetPrivateKeyAccessRight(void *hSession, u32 keyIndex, u8 *password, u32 passwordLength) {
    struct session *session;
    EVP_PKEY *key = NULL;
    int answer = enter(__func__, hSession, &session);
    if (answer != SDR_OK) return answer;
    if (password == NULL || passwordLength < LEAST_PASSWORD) return leave(session, SDR_INARGERR);
    answer = use_pair(session->device, SIGNING, keyIndex, &key);
    if (answer == SDR_KEYNOTEXIST) answer = use_pair(session->device, ENCRYPTION, keyIndex, &key);
    EVP_PKEY_free(key);
    if (answer == SDR_OK && !is_password(password, passwordLength)) answer = SDR_PRKRERR;
    if (answer == SDR_OK) session->rights |= 1U << keyIndex;
    return leave(session, answer);
}

int SDF_ReleasePrivateKeyAccessRight(void *hSession, u32 keyIndex) {
    struct session *session;
    int answer = enter(__func__, hSession, &session);
    if (answer != SDR_OK) return answer;
    if (keyIndex < 1 || keyIndex > LAST_PAIR) return leave(session, SDR_KEYNOTEXIST);
    if (!has_right(session, keyIndex)) return leave(session, SDR_PARDENY);
    session->rights &= ~(1U << keyIndex);
    return leave(session, SDR_OK);
}
