#ifndef XINGLIN_CPROCESS_H
#define XINGLIN_CPROCESS_H

#include <malloc.h>
#include <sys/prctl.h>
#include <sys/resource.h>

/// Keeps this process's memory from core dumps and, root apart, from other processes' debuggers. In C, because `prctl`
/// is variadic. 0, or -1 where the system would not.
static inline int xinglin_forbid_dumps(void) {
    struct rlimit none = {0, 0};
    if (setrlimit(RLIMIT_CORE, &none) != 0) return -1;
    return prctl(PR_SET_DUMPABLE, 0, 0, 0, 0);
}

/// Lets the heap keep up to 64 MiB that fell free, and grow by 16 MiB at a time. A group of requests frees what the
/// next one needs at once; giving it back to the system and fetching it again took a twentieth of a scan. 1, or 0 where
/// the allocator would not.
static inline int xinglin_keep_heap(void) {
    return mallopt(M_TOP_PAD, 16 << 20) && mallopt(M_TRIM_THRESHOLD, 64 << 20);
}

#endif
