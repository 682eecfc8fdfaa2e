// What the device keeps: a folder of files with the internal keys, for its owner only.

enum { SIGNING = 0, ENCRYPTION = 1 };

struct pair {
    u8 d[SM2_LENGTH];
    EVP_PKEY *key;
};

struct device {
    /// 0 where the place is free.
    uint64_t generation;
    bool closed;
    unsigned sessions;
    unsigned outages;
    int folder;
    u8 serial[SERIAL_LENGTH];
    /// Keys made from what the files hold, as long as they hold it.
    struct pair pairs[2][LAST_PAIR];
    pthread_mutex_t pairs_lock;
};

/// Reads a file of exactly `length` bytes.
///
/// @returns SDR_OK, SDR_KEYNOTEXIST, or SDR_KEYERR if it is not a file of that length for its owner only
static int read_state(int folder, const char *name, u8 *out, size_t length) {
    u8 bytes[64];
    struct stat status;
    int file = openat(folder, name, O_RDONLY | O_NOFOLLOW | O_NONBLOCK | O_CLOEXEC);
    if (file < 0) return errno == ENOENT ? SDR_KEYNOTEXIST : SDR_KEYERR;
    ssize_t taken = -1;
    if (fstat(file, &status) == 0 && S_ISREG(status.st_mode) && (status.st_mode & 077) == 0) {
        taken = read(file, bytes, sizeof bytes);
    }
    close(file);
    bool is_good = taken == (ssize_t)length;
    if (is_good) memcpy(out, bytes, length);
    OPENSSL_cleanse(bytes, sizeof bytes);
    return is_good ? SDR_OK : SDR_KEYERR;
}

static bool write_state(int folder, const char *name, const u8 *bytes, size_t length) {
    int file = openat(folder, name, O_WRONLY | O_CREAT | O_TRUNC | O_NOFOLLOW | O_CLOEXEC, 0600);
    if (file < 0) return false;
    bool done = fchmod(file, 0600) == 0 && write(file, bytes, length) == (ssize_t)length && fsync(file) == 0;
    return close(file) == 0 && done;
}

static void name_pair(char out[32], int usage, u32 index) {
    snprintf(out, 32, "%s-%u.sm2", usage == SIGNING ? "sign" : "encrypt", index);
}

static void name_kek(char out[32], u32 index) { snprintf(out, 32, "kek-%u.sm4", index); }

/// Makes every key that is not there yet, and at last the serial number, which says that the folder is whole.
static bool make_state(int folder) {
    char name[32];
    u8 bytes[SM2_LENGTH], raw[SERIAL_LENGTH / 2], serial[SERIAL_LENGTH];
    bool done = true;
    for (u32 index = 1; done && index <= LAST_PAIR; index++) {
        for (int usage = SIGNING; done && usage <= ENCRYPTION; usage++) {
            name_pair(name, usage, index);
            if (read_state(folder, name, bytes, SM2_LENGTH) == SDR_OK) continue;
            done = fresh_private(bytes) && write_state(folder, name, bytes, SM2_LENGTH);
        }
    }
    for (u32 index = 1; done && index <= LAST_KEK; index++) {
        name_kek(name, index);
        if (read_state(folder, name, bytes, BLOCK) == SDR_OK) continue;
        done = RAND_priv_bytes(bytes, BLOCK) == 1 && write_state(folder, name, bytes, BLOCK);
    }
    OPENSSL_cleanse(bytes, sizeof bytes);
    if (!done || RAND_bytes(raw, sizeof raw) != 1) return false;
    for (size_t i = 0; i < sizeof raw; i++) {
        serial[2 * i] = (u8)"0123456789ABCDEF"[raw[i] >> 4];
        serial[2 * i + 1] = (u8)"0123456789ABCDEF"[raw[i] & 15];
    }
    return fsync(folder) == 0 && write_state(folder, "serial", serial, sizeof serial) && fsync(folder) == 0;
}

/// Opens the folder that SOFTSDF_STATE names and fills it if it is new. No default: no name, no device.
static bool open_state(struct device *device) {
    const char *path = getenv("SOFTSDF_STATE");
    struct stat status;
    if (path == NULL || *path == '\0') return false;
    if (mkdir(path, 0700) != 0 && errno != EEXIST) return false;
    int folder = open(path, O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC);
    if (folder < 0) return false;
    bool done = fstat(folder, &status) == 0 && status.st_uid == geteuid() && (status.st_mode & 077) == 0
        && flock(folder, LOCK_EX) == 0;
    if (done) {
        int found = read_state(folder, "serial", device->serial, SERIAL_LENGTH);
        done = found == SDR_OK
            || (found == SDR_KEYNOTEXIST && make_state(folder)
                && read_state(folder, "serial", device->serial, SERIAL_LENGTH) == SDR_OK);
        done = flock(folder, LOCK_UN) == 0 && done;
    }
    if (!done) close(folder);
    device->folder = done ? folder : -1;
    return done;
}

static void close_state(struct device *device) {
    for (int usage = SIGNING; usage <= ENCRYPTION; usage++) {
        for (u32 index = 0; index < LAST_PAIR; index++) EVP_PKEY_free(device->pairs[usage][index].key);
    }
    close(device->folder);
    OPENSSL_cleanse(device->pairs, sizeof device->pairs);
}

/// The key pair at an index, as its file is now; to be freed by the caller.
///
/// @returns SDR_OK, SDR_KEYNOTEXIST where there is no such index or file, or SDR_KEYERR
static int use_pair(struct device *device, int usage, u32 index, EVP_PKEY **out) {
    char name[32];
    u8 d[SM2_LENGTH];
    if (index < 1 || index > LAST_PAIR) return SDR_KEYNOTEXIST;
    name_pair(name, usage, index);
    int answer = read_state(device->folder, name, d, sizeof d);
    struct pair *pair = &device->pairs[usage][index - 1];
    pthread_mutex_lock(&device->pairs_lock);
    if (answer != SDR_OK || CRYPTO_memcmp(pair->d, d, sizeof d) != 0) {
        EVP_PKEY_free(pair->key);
        pair->key = NULL;
        OPENSSL_cleanse(pair->d, sizeof pair->d);
    }
    if (answer == SDR_OK && pair->key == NULL && (pair->key = private_key(d)) != NULL) memcpy(pair->d, d, sizeof d);
    if (answer == SDR_OK && (pair->key == NULL || EVP_PKEY_up_ref(pair->key) != 1)) answer = SDR_KEYERR;
    if (answer == SDR_OK) *out = pair->key;
    pthread_mutex_unlock(&device->pairs_lock);
    OPENSSL_cleanse(d, sizeof d);
    return answer;
}

#if SOFTSDF_HAS_KEK
static int use_kek(struct device *device, u32 index, u8 out[BLOCK]) {
    char name[32];
    if (index < 1 || index > LAST_KEK) return SDR_KEYNOTEXIST;
    name_kek(name, index);
    return read_state(device->folder, name, out, BLOCK);
}
#endif
