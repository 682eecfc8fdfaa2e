// Devices, sessions, keys and the handles that name them.
//
// A handle is a number: the kind, a place in a table, and a generation that never comes again. So a handle of what was
// closed, of another kind, or made up is found out and never followed.

enum { DEVICE = 1, SESSION = 2, KEY = 3 };
enum { MOST_DEVICES = 16, MOST_SESSIONS = 256, MOST_KEYS = 4096 };

struct session {
    /// 0 where the place is free.
    uint64_t generation;
    struct device *device;
    /// A call is under way. A second one is the caller's mistake.
    bool busy;
    /// Closed while a call was under way, which frees the place at its end.
    bool closed;
    /// A bit per key index.
    unsigned rights;
    EVP_MD_CTX *hash;
    EVP_MAC_CTX *mac;
    /// The faults that the call under way has met.
    struct faults faults;
};

struct key {
    /// 0 where the place is free.
    uint64_t generation;
    struct session *session;
    u32 length;
    u8 bytes[MOST_KEY];
};

static struct {
    pthread_mutex_t lock;
    uint64_t generations;
    unsigned open_sessions;
    struct device devices[MOST_DEVICES];
    struct session sessions[MOST_SESSIONS];
    struct key keys[MOST_KEYS];
} registry = {.lock = PTHREAD_MUTEX_INITIALIZER};

static void *handle_of(unsigned kind, size_t place, uint64_t generation) {
    return (void *)(uintptr_t)(generation << 16 | (uint64_t)place << 2 | kind);
}

/// Takes a handle apart.
///
/// @returns whether it is of this kind and its place lies in a table of `count`
static bool read_handle(void *handle, unsigned kind, size_t count, size_t *place, uint64_t *generation) {
    uint64_t value = (uint64_t)(uintptr_t)handle;
    *place = (value >> 2) & 0x3FFF;
    *generation = value >> 16;
    return (value & 3) == kind && *place < count && *generation != 0;
}

// The functions from here to `close_session` are called with the registry locked.

static struct device *find_device(void *handle) {
    size_t place;
    uint64_t generation;
    if (!read_handle(handle, DEVICE, MOST_DEVICES, &place, &generation)) return NULL;
    struct device *device = &registry.devices[place];
    return device->generation == generation && !device->closed ? device : NULL;
}

static struct session *find_session(void *handle) {
    size_t place;
    uint64_t generation;
    if (!read_handle(handle, SESSION, MOST_SESSIONS, &place, &generation)) return NULL;
    struct session *session = &registry.sessions[place];
    return session->generation == generation && !session->closed ? session : NULL;
}

static struct key *find_key(struct session *session, void *handle) {
    size_t place;
    uint64_t generation;
    if (!read_handle(handle, KEY, MOST_KEYS, &place, &generation)) return NULL;
    struct key *key = &registry.keys[place];
    return key->generation == generation && key->session == session ? key : NULL;
}

static void free_device_if_unused(struct device *device) {
    if (!device->closed || device->sessions > 0) return;
    close_state(device);
    pthread_mutex_destroy(&device->pairs_lock);
    memset(device, 0, sizeof *device);
}

static void free_session(struct session *session) {
    struct device *device = session->device;
    for (size_t place = 0; place < MOST_KEYS; place++) {
        struct key *key = &registry.keys[place];
        if (key->generation != 0 && key->session == session) OPENSSL_cleanse(key, sizeof *key);
    }
    EVP_MD_CTX_free(session->hash);
    EVP_MAC_CTX_free(session->mac);
    memset(session, 0, sizeof *session);
    device->sessions--;
    free_device_if_unused(device);
}

/// Makes a session's handle void. What it holds goes now, or with the end of the call that is under way.
static void close_session(struct session *session) {
    session->closed = true;
    registry.open_sessions--;
    if (!session->busy) free_session(session);
}

/// Ends a call on a session.
static int leave(struct session *session, int answer) {
    ERR_pop_to_mark();
    pthread_mutex_lock(&registry.lock);
    session->busy = false;
    if (session->closed) free_session(session);
    pthread_mutex_unlock(&registry.lock);
    return answer;
}

/// Begins a call on a session: checks the handle, keeps other threads off, lets the faults happen.
///
/// @returns SDR_OK, and then the call ends with `leave`; or what the call answers
static int enter(const char *function, void *handle, struct session **out) {
    unsigned outages;
    pthread_mutex_lock(&registry.lock);
    struct session *session = find_session(handle);
    int answer = session == NULL ? SDR_INARGERR : session->busy ? SDR_STEPERR : SDR_OK;
    if (answer == SDR_OK) session->busy = true;
    pthread_mutex_unlock(&registry.lock);
    if (answer != SDR_OK) return answer;
    ERR_set_mark();
    answer = meet_faults(function, &session->faults, &outages);
    pthread_mutex_lock(&registry.lock);
    if (answer == SDR_OK && (session->closed || session->device->outages != outages)) answer = SDR_COMMFAIL;
    pthread_mutex_unlock(&registry.lock);
    if (answer != SDR_OK) return leave(session, answer);
    *out = session;
    return SDR_OK;
}

/// Gives a session a key and takes its handle.
static int add_key(struct session *session, const u8 *bytes, u32 length, void **out) {
    int answer = SDR_NOBUFFER;
    pthread_mutex_lock(&registry.lock);
    for (size_t place = 0; place < MOST_KEYS; place++) {
        struct key *key = &registry.keys[place];
        if (key->generation != 0) continue;
        key->generation = ++registry.generations;
        key->session = session;
        key->length = length;
        memcpy(key->bytes, bytes, length);
        *out = handle_of(KEY, place, key->generation);
        answer = SDR_OK;
        break;
    }
    pthread_mutex_unlock(&registry.lock);
    return answer;
}

/// The key of a handle. It stays as long as the session's call is under way: nobody else may destroy it.
static struct key *key_of(struct session *session, void *handle) {
    pthread_mutex_lock(&registry.lock);
    struct key *key = find_key(session, handle);
    pthread_mutex_unlock(&registry.lock);
    return key;
}

static void wipe_key(struct key *key) {
    pthread_mutex_lock(&registry.lock);
    OPENSSL_cleanse(key, sizeof *key);
    pthread_mutex_unlock(&registry.lock);
}

static bool has_right(const struct session *session, u32 index) { return (session->rights >> index & 1) == 1; }
