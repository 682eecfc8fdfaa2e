#ifndef XINGLIN_CLIBSQLITE_H
#define XINGLIN_CLIBSQLITE_H

#include <sqlite3.h>

/// Switches off SQLite's count of its own memory, which takes a lock at every allocation. Before SQLite's first use
/// only; `SQLITE_MISUSE` afterwards. In C, because `sqlite3_config` is variadic.
static inline int xinglin_sqlite_without_memory_statistics(void) {
    return sqlite3_config(SQLITE_CONFIG_MEMSTATUS, 0);
}

#endif
