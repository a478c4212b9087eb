/* Preloaded: kills the program just before its Nth call that changes the disk (KILL_AT=N), or
 * writes at its end how many such calls it made (KILL_COUNT=file). See tests/crash/run. */
#include <dlfcn.h>
#include <fcntl.h>
#include <signal.h>
#include <stdarg.h>
#include <stdatomic.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <sys/types.h>
#include <unistd.h>

static atomic_long calls;

static void *next(const char *name)
{
	void *function = dlsym(RTLD_NEXT, name);

	if (!function)
		abort();
	return function;
}

static void step(void)
{
	const char *at = getenv("KILL_AT");

	if (at && atomic_fetch_add(&calls, 1) + 1 == atol(at))
		kill(getpid(), SIGKILL);
	else if (!at)
		atomic_fetch_add(&calls, 1);
}

__attribute__((destructor)) static void tell(void)
{
	const char *path = getenv("KILL_COUNT");
	FILE *file = path ? fopen(path, "w") : NULL;

	if (!file)
		return;
	fprintf(file, "%ld\n", (long)calls);
	fclose(file);
}

/* Standard output and error are no part of an archive. */
static int matters(int fd)
{
	return fd > 2;
}

#define WRAP(type, name, parameters, arguments, condition) \
	type name parameters \
	{ \
		static type(*real) parameters; \
\
		if (!real) \
			real = (type(*) parameters)next(#name); \
		if (condition) \
			step(); \
		return real arguments; \
	}

WRAP(ssize_t, write, (int fd, const void *bytes, size_t len), (fd, bytes, len), matters(fd))
WRAP(ssize_t, pwrite, (int fd, const void *bytes, size_t len, off_t at), (fd, bytes, len, at),
    matters(fd))
WRAP(ssize_t, pwrite64, (int fd, const void *bytes, size_t len, off64_t at), (fd, bytes, len, at),
    matters(fd))
WRAP(int, fsync, (int fd), (fd), 1)
WRAP(int, fdatasync, (int fd), (fd), 1)
WRAP(int, ftruncate, (int fd, off_t len), (fd, len), 1)
WRAP(int, ftruncate64, (int fd, off64_t len), (fd, len), 1)
WRAP(int, rename, (const char *from, const char *to), (from, to), 1)
WRAP(int, renameat, (int from_fd, const char *from, int to_fd, const char *to),
    (from_fd, from, to_fd, to), 1)
WRAP(int, link, (const char *from, const char *to), (from, to), 1)
WRAP(int, linkat, (int from_fd, const char *from, int to_fd, const char *to, int flags),
    (from_fd, from, to_fd, to, flags), 1)
WRAP(int, symlink, (const char *target, const char *path), (target, path), 1)
WRAP(int, mkdir, (const char *path, mode_t mode), (path, mode), 1)
WRAP(int, mkdirat, (int fd, const char *path, mode_t mode), (fd, path, mode), 1)
WRAP(int, rmdir, (const char *path), (path), 1)
WRAP(int, unlink, (const char *path), (path), 1)
WRAP(int, unlinkat, (int fd, const char *path, int flags), (fd, path, flags), 1)
WRAP(int, remove, (const char *path), (path), 1)

static mode_t mode_of(int flags, va_list args)
{
	return flags & (O_CREAT | O_TMPFILE) ? (mode_t)va_arg(args, unsigned) : 0;
}

#define WRAP_OPEN(name) \
	int name(const char *path, int flags, ...) \
	{ \
		static int (*real)(const char *, int, ...); \
		va_list args; \
		mode_t mode; \
\
		va_start(args, flags); \
		mode = mode_of(flags, args); \
		va_end(args); \
		if (!real) \
			real = (int (*)(const char *, int, ...))next(#name); \
		if (flags & O_CREAT) \
			step(); \
		return real(path, flags, mode); \
	}

WRAP_OPEN(open)
WRAP_OPEN(open64)

#define WRAP_OPENAT(name) \
	int name(int fd, const char *path, int flags, ...) \
	{ \
		static int (*real)(int, const char *, int, ...); \
		va_list args; \
		mode_t mode; \
\
		va_start(args, flags); \
		mode = mode_of(flags, args); \
		va_end(args); \
		if (!real) \
			real = (int (*)(int, const char *, int, ...))next(#name); \
		if (flags & O_CREAT) \
			step(); \
		return real(fd, path, flags, mode); \
	}

WRAP_OPENAT(openat)
WRAP_OPENAT(openat64)
