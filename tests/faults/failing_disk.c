/* A disk that fails on purpose: the write number BANYAN_FAIL_AT to a file under BANYAN_FAIL_UNDER
   (and with BANYAN_FAIL_LASTING all after it) fails with BANYAN_FAIL_ERRNO. Preloaded into a real
   process that writes real files. The number of writes met goes into the file BANYAN_FAIL_COUNT. */
#define _GNU_SOURCE
#include <dlfcn.h>
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/types.h>
#include <unistd.h>

static long met = 0;

static int is_meant(int fd) {
    const char *under = getenv("BANYAN_FAIL_UNDER");
    char link[64], path[4096];
    if (!under) return 0;
    snprintf(link, sizeof link, "/proc/self/fd/%d", fd);
    ssize_t length = readlink(link, path, sizeof path - 1);
    if (length < 0) return 0;
    path[length] = 0;
    return strncmp(path, under, strlen(under)) == 0;
}

static int fails(int fd) {
    if (!is_meant(fd)) return 0;
    met++;
    long at = atol(getenv("BANYAN_FAIL_AT"));
    if (at && (met == at || (met > at && getenv("BANYAN_FAIL_LASTING")))) {
        errno = atoi(getenv("BANYAN_FAIL_ERRNO"));
        return 1;
    }
    return 0;
}

__attribute__((destructor)) static void report(void) {
    const char *name = getenv("BANYAN_FAIL_COUNT");
    if (!name) return;
    FILE *file = fopen(name, "w");
    if (file) {
        fprintf(file, "%ld", met);
        fclose(file);
    }
}

#define REAL(type, name, ...) ((type(*)(__VA_ARGS__))dlsym(RTLD_NEXT, name))

ssize_t write(int fd, const void *data, size_t size) {
    if (fails(fd)) return -1;
    return REAL(ssize_t, "write", int, const void *, size_t)(fd, data, size);
}

ssize_t pwrite(int fd, const void *data, size_t size, off_t at) {
    if (fails(fd)) return -1;
    return REAL(ssize_t, "pwrite", int, const void *, size_t, off_t)(fd, data, size, at);
}

ssize_t pwrite64(int fd, const void *data, size_t size, off64_t at) {
    if (fails(fd)) return -1;
    return REAL(ssize_t, "pwrite64", int, const void *, size_t, off64_t)(fd, data, size, at);
}

int fsync(int fd) {
    if (fails(fd)) return -1;
    return REAL(int, "fsync", int)(fd);
}

int fdatasync(int fd) {
    if (fails(fd)) return -1;
    return REAL(int, "fdatasync", int)(fd);
}

int ftruncate(int fd, off_t size) {
    if (fails(fd)) return -1;
    return REAL(int, "ftruncate", int, off_t)(fd, size);
}

int ftruncate64(int fd, off64_t size) {
    if (fails(fd)) return -1;
    return REAL(int, "ftruncate64", int, off64_t)(fd, size);
}
