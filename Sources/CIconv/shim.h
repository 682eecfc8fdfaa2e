#ifndef XINGLIN_CICONV_H
#define XINGLIN_CICONV_H

#include <iconv.h>
#include <stddef.h>

/// Whether iconv knew both encodings.
static inline int xinglin_iconv_is_open(iconv_t handle) { return handle != (iconv_t)-1; }

/// Converts a whole text. The bytes written, or -1 where a byte is no text or the output is too small.
static inline long xinglin_iconv(iconv_t handle, const char *input, size_t length, char *output, size_t room) {
    char *from = (char *)input;
    char *to = output;
    size_t left = room;
    iconv(handle, NULL, NULL, NULL, NULL);
    if (iconv(handle, &from, &length, &to, &left) == (size_t)-1 || length != 0) return -1;
    return (long)(room - left);
}

#endif
