/* Extras: what an edition holds beside its records. Small ones are read whole, a large one is a
 * file to read in pieces. */
#include <errno.h>
#include <unistd.h>

#include "edition/internal.h"

static const struct {
	Text name;
	uint64_t limit;
} extras[EXTRAS] = {
#define EXTRA_ROW(name, file, limit) { TEXT_INIT(file), limit },
	EDITION_EXTRAS(EXTRA_ROW)
#undef EXTRA_ROW
};

Text extra_name(enum edition_extra extra)
{
	return extras[extra].name;
}

uint64_t extra_limit(enum edition_extra extra)
{
	return extras[extra].limit;
}

static enum fault open_files(struct edition *edition, struct error *err)
{
	for (int i = 0; i < EXTRAS; i++) {
		const struct manifest_file *from = &edition->manifest.extras[i];
		struct edition_extra_file *file = &edition->extras[i];

		if (!from->name.len)
			continue;
		file->size = from->size;
		file->sha256 = from->sha256;
		if (edition_open_file(edition->folder, from, &edition->arena, &file->name,
			&file->fd, err) != FAULT_NONE)
			return err->fault;
	}
	return FAULT_NONE;
}

static enum fault read_site(struct edition *edition, struct error *err)
{
	struct error why = { 0 };
	struct arena arena;
	Text bytes;
	enum fault fault;

	arena_begin(&arena, 0);
	fault = edition_extra(edition, EXTRA_SITE, &arena, &bytes, &why);
	edition->site = *site_default();
	if (fault == FAULT_NONE && bytes.len)
		fault = site_read(bytes, &edition->arena, &edition->site, &why);
	arena_end(&arena);
	if (fault == FAULT_NONE)
		return fault;
	return fail(err, fault, "'%s': %s", edition->extras[EXTRA_SITE].name, why.text);
}

enum fault extras_open(struct edition *edition, struct error *err)
{
	if (open_files(edition, err) != FAULT_NONE)
		return err->fault;
	return read_site(edition, err);
}

void extras_close(struct edition *edition)
{
	for (int i = 0; i < EXTRAS; i++)
		if (edition->extras[i].fd >= 0)
			close(edition->extras[i].fd);
}

const struct edition_extra_file *edition_extra_file(
    const struct edition *edition, enum edition_extra extra)
{
	return &edition->extras[extra];
}

static enum fault read_whole(const struct edition_extra_file *file, char *bytes, struct error *err)
{
	uint64_t at = 0;

	while (at < file->size) {
		ssize_t got = pread(file->fd, bytes + at, file->size - at, (off_t)at);

		if (got < 0 && errno == EINTR)
			continue;
		if (got < 0)
			return fail_errno(err, errno, "cannot read '%s'", file->name);
		if (got == 0)
			return fail(err, FAULT_CORRUPT, "'%s' is shorter than the manifest says",
			    file->name);
		at += (uint64_t)got;
	}
	return FAULT_NONE;
}

enum fault edition_extra(const struct edition *edition, enum edition_extra extra,
    struct arena *arena, Text *bytes, struct error *err)
{
	const struct edition_extra_file *file = &edition->extras[extra];
	char *room;

	if (file->fd < 0) {
		*bytes = (Text){ 0 };
		return FAULT_NONE;
	}
	room = arena_take(arena, file->size);
	if (!room)
		return fail(err, FAULT_NO_MEMORY, "no memory left to read '%s'", file->name);
	if (read_whole(file, room, err) != FAULT_NONE)
		return err->fault;
	*bytes = (Text){ room, file->size };
	return FAULT_NONE;
}
