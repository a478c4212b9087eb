/* Files by descriptor. Reading is bounded before it begins where the size is known. Writing: a temp
 * name beside the target, write, fsync, rename, fsync of the folder (I9). */
#include "base/files.h"

#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <nettle/sha2.h>
#include <poll.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/interrupt.h"
#include "base/out.h"

#define CHUNK ((size_t)64 << 10)

/* --- reading --- */

/* A file that is open for reading, with the name it has in a sentence. */
struct source {
	const char *name;
	int fd;
	bool regular;
	uint64_t size;
};

static enum fault source_open(const char *path, struct source *source, struct error *err)
{
	bool standard = strcmp(path, "-") == 0;
	struct stat about;

	source->name = standard ? "standard input" : path;
	source->fd = standard ? STDIN_FILENO : open(path, O_RDONLY | O_CLOEXEC | O_NOCTTY);
	if (source->fd < 0)
		return fail_errno(err, errno, "cannot open '%s'", path);
	if (fstat(source->fd, &about) != 0)
		return fail_errno(err, errno, "cannot look at '%s'", source->name);
	if (S_ISDIR(about.st_mode))
		return fail(err, FAULT_BAD_INPUT, "'%s' is a folder, not a file", source->name);
	source->regular = !standard && S_ISREG(about.st_mode) && about.st_size > 0;
	source->size = source->regular ? (uint64_t)about.st_size : 0;
	return FAULT_NONE;
}

static void source_close(struct source *source)
{
	if (source->fd > STDIN_FILENO)
		close(source->fd);
}

/* A descriptor we were given may be non-blocking. */
static void wait_readable(int fd)
{
	struct pollfd wanted = { .fd = fd, .events = POLLIN };

	poll(&wanted, 1, -1);
}

/* One read; *got is 0 at the end. */
static enum fault source_read(
    const struct source *source, char *bytes, size_t room, size_t *got, struct error *err)
{
	ssize_t len;

	while ((len = read(source->fd, bytes, room)) < 0) {
		if (errno == EAGAIN)
			wait_readable(source->fd);
		else if (errno != EINTR)
			return fail_errno(err, errno, "cannot read '%s'", source->name);
		if (interrupt_check(err) != FAULT_NONE)
			return FAULT_INTERRUPTED;
	}
	*got = (size_t)len;
	return FAULT_NONE;
}

#define SIZE_ROOM 32

static const char *size_words(uint64_t bytes, char words[SIZE_ROOM])
{
	static const char *const units[] = { "bytes", "KiB", "MiB", "GiB", "TiB" };
	double size = (double)bytes;
	size_t unit = 0;

	for (; size >= 1024 && unit < 4; unit++)
		size /= 1024;
	snprintf(words, SIZE_ROOM, size == (double)(uint64_t)size ? "%.0f %s" : "%.1f %s", size,
	    units[unit]);
	return words;
}

/* What was there when it was opened; a file that shrinks meanwhile gives less. */
static enum fault read_sized(
    const struct source *source, size_t limit, struct arena *arena, Text *bytes, struct error *err)
{
	char *room, is[SIZE_ROOM], most[SIZE_ROOM];
	size_t len = 0, got = 1;

	if (source->size > limit)
		return fail(err, FAULT_TOO_LARGE,
		    "'%s' is %s, more than the %s that are read at once", source->name,
		    size_words(source->size, is), size_words(limit, most));
	room = arena_take(arena, (size_t)source->size);
	if (!room)
		return fail(err, FAULT_NO_MEMORY, "no memory left to read '%s'", source->name);
	for (; got && len < source->size; len += got) {
		enum fault fault =
		    source_read(source, room + len, (size_t)source->size - len, &got, err);

		if (fault != FAULT_NONE)
			return fault;
	}
	*bytes = (Text){ room, len };
	return FAULT_NONE;
}

static enum fault drain(const struct source *source, struct out *out, struct error *err)
{
	char chunk[CHUNK], most[SIZE_ROOM];
	enum fault fault;
	size_t got;

	do {
		fault = source_read(source, chunk, sizeof chunk, &got, err);
		if (fault != FAULT_NONE)
			return fault;
		out_put(out, (Text){ chunk, got });
	} while (got && out->fault == FAULT_NONE);
	if (out->fault == FAULT_TOO_LARGE)
		return fail(err, FAULT_TOO_LARGE, "'%s' is more than the %s that are read at once",
		    source->name, size_words(out->limit, most));
	return out_check(out, source->name, err);
}

static enum fault read_stream(
    const struct source *source, size_t limit, struct arena *arena, Text *bytes, struct error *err)
{
	struct out out;
	enum fault fault;
	Text copy;

	out_begin(&out, limit);
	fault = drain(source, &out, err);
	if (fault == FAULT_NONE) {
		copy = text_copy(arena, out_text(&out));
		if (copy.len == out.len)
			*bytes = copy.at ? copy : TEXT("");
		else
			fault =
			    fail(err, FAULT_NO_MEMORY, "no memory left to read '%s'", source->name);
	}
	out_end(&out);
	return fault;
}

enum fault file_read(
    const char *path, size_t limit, struct arena *arena, Text *bytes, struct error *err)
{
	struct source source;
	enum fault fault = source_open(path, &source, err);

	if (fault == FAULT_NONE)
		fault = source.regular ? read_sized(&source, limit, arena, bytes, err)
				       : read_stream(&source, limit, arena, bytes, err);
	source_close(&source);
	return fault;
}

enum fault file_hash(const char *path, Sha256 *hash, uint64_t *size, struct error *err)
{
	struct sha256_ctx state;
	struct source source;
	char chunk[CHUNK];
	uint64_t total = 0;
	size_t got = 1;
	enum fault fault = source_open(path, &source, err);

	sha256_init(&state);
	while (fault == FAULT_NONE && got) {
		fault = source_read(&source, chunk, sizeof chunk, &got, err);
		if (fault != FAULT_NONE)
			break;
		sha256_update(&state, got, (const uint8_t *)chunk);
		total += got;
	}
	source_close(&source);
	if (fault != FAULT_NONE)
		return fault;
	sha256_digest(&state, sizeof hash->bytes, hash->bytes);
	*size = total;
	return FAULT_NONE;
}

bool file_exists(const char *path)
{
	return access(path, F_OK) == 0;
}

/* --- writing --- */

static int write_all(int fd, Text bytes)
{
	while (bytes.len) {
		ssize_t len = write(fd, bytes.at, bytes.len);

		if (len < 0 && errno != EINTR)
			return -1;
		bytes = text_from(bytes, len < 0 ? 0 : (size_t)len);
	}
	return 0;
}

/* The new bytes, durable under a name of their own. Leaves errno. */
static int write_beside(int folder_fd, const char *name, Text bytes)
{
	int fd =
	    openat(folder_fd, name, O_WRONLY | O_CREAT | O_TRUNC | O_NOFOLLOW | O_CLOEXEC, 0666);
	int result, number;

	if (fd < 0)
		return -1;
	result = write_all(fd, bytes) == 0 && fsync(fd) == 0 ? 0 : -1;
	number = errno;
	if (close(fd) != 0 && result == 0)
		return -1;
	errno = number;
	return result;
}

static int replace(int folder_fd, const char *name, Text bytes)
{
	char beside[NAME_MAX + 1];
	int number;

	if (snprintf(beside, sizeof beside, ".%s.new", name) >= (int)sizeof beside) {
		errno = ENAMETOOLONG;
		return -1;
	}
	if (write_beside(folder_fd, beside, bytes) == 0 &&
	    renameat(folder_fd, beside, folder_fd, name) == 0)
		return fsync(folder_fd);
	number = errno;
	unlinkat(folder_fd, beside, 0);
	errno = number;
	return -1;
}

enum fault file_write(const char *folder, const char *name, Text bytes, struct error *err)
{
	int folder_fd = open(folder, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
	enum fault fault = FAULT_NONE;

	if (folder_fd < 0)
		return fail_errno(err, errno, "cannot open folder '%s'", folder);
	if (replace(folder_fd, name, bytes) != 0)
		fault = fail_errno(err, errno, "cannot write '%s/%s'", folder, name);
	close(folder_fd);
	return fault;
}
