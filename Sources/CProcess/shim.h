#ifndef XINGLIN_CPROCESS_H
#define XINGLIN_CPROCESS_H

#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/stat.h>

/// Keeps this process's memory from core dumps and, root apart, from other processes' debuggers. In C, because `prctl`
/// is variadic. 0, or -1 where the system would not.
static inline int xinglin_forbid_dumps(void) {
    struct rlimit none = {0, 0};
    if (setrlimit(RLIMIT_CORE, &none) != 0) return -1;
    return prctl(PR_SET_DUMPABLE, 0, 0, 0, 0);
}

/// A file as it lies on the disk: whether it is a plain one, its permissions, its length in bytes,
/// and when its content was last written.
struct xinglin_file {
    int is_plain;
    unsigned mode;
    long long bytes, seconds, nanoseconds;
};

/// Reads the state of an open file. In C, because Swift's compiler finds the members of `struct stat` in one module or
/// another, by what else a target imports. 0, or -1 with `errno`.
static inline int xinglin_read_file(int handle, struct xinglin_file *file) {
    struct stat status;
    if (fstat(handle, &status) != 0) return -1;
    file->is_plain = S_ISREG(status.st_mode);
    file->mode = status.st_mode & 07777;
    file->bytes = status.st_size;
    file->seconds = status.st_mtim.tv_sec;
    file->nanoseconds = status.st_mtim.tv_nsec;
    return 0;
}

#endif
