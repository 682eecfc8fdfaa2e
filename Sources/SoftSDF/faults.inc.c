// Faults on demand: read from a file at every call, so that a test switches them in a running process.

enum {
    WRONG_SIGNATURE = 1,
    WRONG_PLAINTEXT = 2,
    WRONG_RANDOM = 4,
    WRONG_CIPHERTEXT = 8,
    WRONG_HASH = 16,
    WRONG_MAC = 32,
    MOST_FAULT_TEXT = 1024,
    HANG_POLL_MS = 5,
};

struct faults {
    /// A word that nobody knows: every call fails, or a misspelt fault would be a test that cannot fail.
    bool mistaken;
    bool hang;
    bool gone;
    bool crash;
    bool has_session_limit;
    unsigned latency_ms;
    unsigned fail_every;
    unsigned code;
    unsigned session_limit;
    /// Added to every length that a call gives.
    int wrong_length;
    unsigned wrong_answer;
    /// The one function that is meant, or empty for all.
    char only[64];
};

static struct {
    pthread_mutex_t lock;
    char path[4096];
    char text[MOST_FAULT_TEXT];
    struct faults current;
    /// Calls since the text last changed, for `fail_every`.
    unsigned calls;
    /// How often the device went. What was opened before the last time is lost.
    unsigned outages;
} fault_desk = {.lock = PTHREAD_MUTEX_INITIALIZER};

static unsigned wrong_answer_named(const char *name) {
    static const struct {
        const char *name;
        unsigned bit;
    } names[] = {
        {"signature", WRONG_SIGNATURE}, {"plaintext", WRONG_PLAINTEXT}, {"random", WRONG_RANDOM},
        {"ciphertext", WRONG_CIPHERTEXT}, {"hash", WRONG_HASH}, {"mac", WRONG_MAC},
    };
    for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
        if (strcmp(names[i].name, name) == 0) return names[i].bit;
    }
    return 0;
}

static bool parse_number(const char *text, long least, long most, long *out) {
    if (text == NULL || *text == '\0') return false;
    char *end;
    errno = 0;
    *out = strtol(text, &end, 0);
    return errno == 0 && *end == '\0' && *out >= least && *out <= most;
}

/// Reads a word without a value, such as `gone`.
static bool parse_bare_fault(const char *word, struct faults *faults) {
    if (strcmp(word, "hang") == 0) {
        faults->hang = true;
    } else if (strcmp(word, "gone") == 0) {
        faults->gone = true;
    } else if (strcmp(word, "crash") == 0) {
        faults->crash = true;
    } else if (strcmp(word, "wrong_length") == 0) {
        faults->wrong_length = 1;
    } else if (strcmp(word, "wrong_answer") == 0) {
        faults->wrong_answer |= WRONG_SIGNATURE | WRONG_PLAINTEXT | WRONG_RANDOM;
    } else {
        return false;
    }
    return true;
}

/// Reads one word, such as `fail_every=3`.
static bool parse_fault(char *word, struct faults *faults) {
    char *value = strchr(word, '=');
    if (value == NULL) return parse_bare_fault(word, faults);
    *value++ = '\0';
    long number = 0;
    if (strcmp(word, "wrong_answer") == 0) {
        unsigned bit = wrong_answer_named(value);
        faults->wrong_answer |= bit;
        return bit != 0;
    }
    if (strcmp(word, "only") == 0) {
        if (*value == '\0' || strlen(value) >= sizeof faults->only) return false;
        strcpy(faults->only, value);
        return true;
    }
    if (strcmp(word, "latency_ms") == 0 && parse_number(value, 0, 3600000, &number)) {
        faults->latency_ms = (unsigned)number;
        return true;
    }
    if (strcmp(word, "fail_every") == 0 && parse_number(value, 1, 1000000000, &number)) {
        faults->fail_every = (unsigned)number;
        return true;
    }
    if (strcmp(word, "code") == 0 && parse_number(value, 1, INT32_MAX, &number)) {
        faults->code = (unsigned)number;
        return true;
    }
    if (strcmp(word, "session_limit") == 0 && parse_number(value, 0, 1000000, &number)) {
        faults->has_session_limit = true;
        faults->session_limit = (unsigned)number;
        return true;
    }
    if (strcmp(word, "wrong_length") == 0 && parse_number(value, -65536, 65536, &number)) {
        faults->wrong_length = (int)number;
        return true;
    }
    return false;
}

/// Takes a new text of faults. Called with the desk locked.
static void take_faults(const char *text) {
    if (strcmp(text, fault_desk.text) == 0) return;
    strcpy(fault_desk.text, text);
    struct faults faults = {.code = SDR_COMMFAIL};
    char copy[MOST_FAULT_TEXT];
    strcpy(copy, text);
    char *rest = NULL;
    for (char *word = strtok_r(copy, " \t\r\n,", &rest); word != NULL; word = strtok_r(NULL, " \t\r\n,", &rest)) {
        if (parse_fault(word, &faults)) continue;
        fprintf(stderr, "SoftSDF: no such fault: %s\n", word);
        faults.mistaken = true;
    }
    if (faults.gone && !fault_desk.current.gone) fault_desk.outages++;
    fault_desk.current = faults;
    fault_desk.calls = 0;
}

/// Reads the file again. Called with the desk locked. No file, no faults; a file that cannot be read is a mistake.
static void read_faults(void) {
    if (fault_desk.path[0] == '\0') return;
    char text[MOST_FAULT_TEXT] = "";
    int file = open(fault_desk.path, O_RDONLY | O_CLOEXEC);
    if (file < 0) {
        take_faults(errno == ENOENT ? "" : "unreadable");
        return;
    }
    ssize_t length = read(file, text, sizeof text);
    close(file);
    if (length < 0 || length == sizeof text) strcpy(text, "unreadable");
    take_faults(text);
}

/// Takes the fault file's name from the environment, as it is now.
static void find_fault_file(void) {
    const char *path = getenv("SOFTSDF_FAULTS");
    pthread_mutex_lock(&fault_desk.lock);
    if (path != NULL && strlen(path) < sizeof fault_desk.path) strcpy(fault_desk.path, path);
    pthread_mutex_unlock(&fault_desk.lock);
}

__attribute__((constructor)) static void find_faults_at_load(void) {
    find_fault_file();
    const char *text = getenv("SOFTSDF_FAULT");
    pthread_mutex_lock(&fault_desk.lock);
    if (fault_desk.path[0] == '\0' && text != NULL) {
        take_faults(strlen(text) < MOST_FAULT_TEXT ? text : "unreadable");
    }
    pthread_mutex_unlock(&fault_desk.lock);
}

static void sleep_ms(unsigned milliseconds) {
    struct timespec left = {.tv_sec = milliseconds / 1000, .tv_nsec = (long)(milliseconds % 1000) * 1000000};
    while (nanosleep(&left, &left) != 0 && errno == EINTR) {}
}

/// Lets the faults of the moment happen to a call of `function`.
///
/// @param outages  how often the device has gone, for what is opened now
/// @returns the answer that the call must give, or SDR_OK to go on and bend its results as `now` says
static int meet_faults(const char *function, struct faults *now, unsigned *outages) {
    bool fails;
    for (;;) {
        pthread_mutex_lock(&fault_desk.lock);
        read_faults();
        *now = fault_desk.current;
        *outages = fault_desk.outages;
        bool meant = now->only[0] == '\0' || strcmp(now->only, function) == 0;
        if (!meant) {
            now->hang = now->crash = false;
            now->latency_ms = now->fail_every = now->wrong_answer = 0;
            now->wrong_length = 0;
        }
        fails = !now->hang && now->fail_every > 0 && ++fault_desk.calls % now->fail_every == 0;
        pthread_mutex_unlock(&fault_desk.lock);
        if (!now->hang) break;
        sleep_ms(HANG_POLL_MS);
    }
    if (now->mistaken) return SDR_UNKNOWERR;
    if (now->crash) abort();
    if (now->latency_ms > 0) sleep_ms(now->latency_ms);
    if (now->gone) return SDR_COMMFAIL;
    return fails ? (int)now->code : SDR_OK;
}

/// The length that a call reports in place of the true one.
static u32 bent_length(const struct faults *now, u32 length) {
    int64_t bent = (int64_t)length + now->wrong_length;
    return bent < 0 ? 0 : (u32)bent;
}
