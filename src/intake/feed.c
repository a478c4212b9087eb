/* The window grows to what one record needs and is moved, not copied out of, by its readers. */
#include "intake/feed.h"

#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/interrupt.h"

#define CHUNK ((size_t)256 << 10)

/* A descriptor that we were given may be non-blocking. */
static enum fault read_file(void *context, char *bytes, size_t room, size_t *got, struct error *err)
{
	const struct feed *feed = context;
	struct pollfd wanted = { .fd = feed->fd, .events = POLLIN };
	ssize_t len;

	while ((len = read(feed->fd, bytes, room)) < 0) {
		if (errno == EAGAIN)
			poll(&wanted, 1, -1);
		else if (errno != EINTR)
			return fail_errno(err, errno, "cannot read '%s'", feed->name);
		if (interrupt_check(err) != FAULT_NONE)
			return FAULT_INTERRUPTED;
	}
	*got = (size_t)len;
	return FAULT_NONE;
}

void feed_begin(struct feed *feed, const char *name, feed_source *source, void *context)
{
	*feed = (struct feed){
		.name = name, .source = source, .context = context, .line = 1, .fd = -1
	};
}

enum fault feed_of(struct feed *feed, const char *name, Text bytes, struct error *err)
{
	feed_begin(feed, name, NULL, NULL);
	feed->bytes = malloc(bytes.len + 1);
	if (!feed->bytes)
		return fail(err, FAULT_NO_MEMORY, "no memory left to read '%s'", name);
	if (bytes.len)
		memcpy(feed->bytes, bytes.at, bytes.len);
	feed->to = feed->room = bytes.len;
	feed->size = bytes.len;
	feed->ended = true;
	return FAULT_NONE;
}

enum fault feed_open(struct feed *feed, const char *path, struct error *err)
{
	bool standard = strcmp(path, "-") == 0;
	struct stat about;

	feed_begin(feed, standard ? "standard input" : path, read_file, feed);
	feed->fd = standard ? STDIN_FILENO : open(path, O_RDONLY | O_CLOEXEC | O_NOCTTY);
	if (feed->fd < 0)
		return fail_errno(err, errno, "cannot open '%s'", path);
	if (fstat(feed->fd, &about) != 0)
		return fail_errno(err, errno, "cannot look at '%s'", feed->name);
	if (S_ISDIR(about.st_mode))
		return fail(err, FAULT_BAD_INPUT, "'%s' is a folder, not a file", feed->name);
	if (!standard && S_ISREG(about.st_mode))
		feed->size = (uint64_t)about.st_size;
	return FAULT_NONE;
}

void feed_close(struct feed *feed)
{
	if (feed->fd > STDIN_FILENO)
		close(feed->fd);
	free(feed->bytes);
	*feed = (struct feed){ .fd = -1 };
}

/* Room for `want` bytes of window and a chunk behind. */
static bool make_room(struct feed *feed, size_t want)
{
	size_t len = feed->to - feed->from, need = (want > len ? want : len) + CHUNK;

	if (feed->from && (feed->room - feed->to < CHUNK || len == 0)) {
		memmove(feed->bytes, feed->bytes + feed->from, len);
		feed->from = 0;
		feed->to = len;
	}
	if (feed->room - feed->from >= need)
		return true;
	size_t room = feed->from + need + need / 2;
	char *bytes = realloc(feed->bytes, room);
	if (!bytes)
		return false;
	feed->bytes = bytes;
	feed->room = room;
	return true;
}

enum fault feed_fill(struct feed *feed, size_t want, struct error *err)
{
	while (!feed->ended && feed->to - feed->from < want) {
		size_t got = 0;

		if (!make_room(feed, want))
			return fail(
			    err, FAULT_NO_MEMORY, "no memory left to read '%s'", feed->name);
		enum fault fault = feed->source(
		    feed->context, feed->bytes + feed->to, feed->room - feed->to, &got, err);
		if (fault != FAULT_NONE)
			return fault;
		feed->to += got;
		feed->passed += got;
		feed->ended = got == 0;
	}
	return FAULT_NONE;
}

void feed_drop(struct feed *feed, size_t count)
{
	Text dropped = text_slice(feed_window(feed), 0, count);

	for (Text rest = dropped; rest.len;) {
		size_t at = text_find_char(rest, '\n');

		feed->line += at != TEXT_NONE;
		rest = text_from(rest, at == TEXT_NONE ? rest.len : at + 1);
	}
	feed->from += dropped.len;
}

static enum fault too_large(const struct feed *feed, size_t limit, struct error *err)
{
	double mib = (double)feed->size / (1u << 20);

	if (feed->size <= limit)
		return fail(err, FAULT_TOO_LARGE,
		    "'%s' is too large for one record; the limit is %zu MiB", feed->name,
		    limit >> 20);
	return fail(err, FAULT_TOO_LARGE,
	    "'%s' is too large for one record: %.1f %s; the limit is %zu MiB", feed->name,
	    mib >= 1024 ? mib / 1024 : mib, mib >= 1024 ? "GiB" : "MiB", limit >> 20);
}

enum fault feed_rest(struct feed *feed, size_t limit, Text *rest, struct error *err)
{
	if (feed->size > limit)
		return too_large(feed, limit, err);
	enum fault fault = feed_fill(feed, limit + 1, err);
	if (fault != FAULT_NONE)
		return fault;
	if (feed_window(feed).len > limit)
		return too_large(feed, limit, err);
	*rest = feed_window(feed);
	return FAULT_NONE;
}

enum fault feed_line(struct feed *feed, size_t limit, Text *line, struct error *err)
{
	size_t seen = 0;

	for (;;) {
		Text window = feed_window(feed);
		size_t at = text_find_char(text_from(window, seen), '\n');

		if (at != TEXT_NONE || feed->ended) {
			*line = text_slice(window, 0, at == TEXT_NONE ? window.len : seen + at + 1);
			return FAULT_NONE;
		}
		if (window.len > limit)
			return fail(err, FAULT_TOO_LARGE,
			    "line %u of '%s' is longer than %zu bytes", feed->line, feed->name,
			    limit);
		seen = window.len;
		enum fault fault = feed_fill(feed, window.len + 1, err);
		if (fault != FAULT_NONE)
			return fault;
	}
}
