#ifndef XINGLIN_CPROCESS_H
#define XINGLIN_CPROCESS_H

#include <sys/prctl.h>
#include <sys/resource.h>

/// Keeps this process's memory from core dumps and, root apart, from other processes' debuggers. In C, because `prctl`
/// is variadic. 0, or -1 where the system would not.
static inline int xinglin_forbid_dumps(void) {
    struct rlimit none = {0, 0};
    if (setrlimit(RLIMIT_CORE, &none) != 0) return -1;
    return prctl(PR_SET_DUMPABLE, 0, 0, 0, 0);
}

#endif
