/* An edition, open: its manifest in memory, its record files open for as long as it is, so that a
 * publish that removes the folder meanwhile does not take the ground away. */
#include "edition/internal.h"

#include <errno.h>
#include <limits.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/files.h"

#define OPEN_ATTEMPTS 5

/* --- the link --- */

enum fault edition_current(
    const char *public_folder, struct arena *arena, Text *name, struct error *err)
{
	const char *path = path_join(arena, public_folder, CURRENT_LINK);
	char target[PATH_MAX];
	ssize_t len = path ? readlink(path, target, sizeof target) : -1;
	Text rest = { target, len > 0 ? (size_t)len : 0 };

	if (!path)
		return fail(err, FAULT_NO_MEMORY, "no memory left to open '%s'", public_folder);
	if (len < 0 && (errno == ENOENT || errno == ENOTDIR))
		return fail(err, FAULT_NOT_FOUND, "no edition in '%s'", public_folder);
	if (len < 0 && errno != EINVAL)
		return fail_errno(err, errno, "cannot read '%s'", path);
	if (!text_take(&rest, TEXT(EDITIONS_FOLDER "/")) || edition_number(rest) == 0)
		return fail(err, FAULT_CORRUPT, "'%s' is no link to an edition", path);
	rest = text_copy(arena, rest);
	if (!rest.at)
		return fail(err, FAULT_NO_MEMORY, "no memory left to open '%s'", public_folder);
	*name = rest;
	return FAULT_NONE;
}

/* --- opening --- */

const char *edition_folder(const char *public_folder, Text name, struct arena *arena)
{
	const char *editions = path_join(arena, public_folder, EDITIONS_FOLDER);
	const char *string = text_string(arena, name);

	return editions && string ? path_join(arena, editions, string) : NULL;
}

enum fault edition_read_manifest(const char *public_folder, Text name, struct arena *arena,
    struct manifest *manifest, struct error *err)
{
	const char *folder = edition_folder(public_folder, name, arena);
	const char *path = folder ? path_join(arena, folder, MANIFEST_FILE) : NULL;
	struct error why = { 0 };
	Text bytes;

	if (!path)
		return fail(err, FAULT_NO_MEMORY, "no memory left to open '%s'", public_folder);
	if (file_read(path, MANIFEST_LIMIT, arena, &bytes, &why) == FAULT_NONE)
		return manifest_read(bytes, name, path, arena, manifest, err);
	/* An edition without its manifest is damaged, not absent. */
	return fail(err,
	    why.fault == FAULT_NOT_FOUND || why.fault == FAULT_TOO_LARGE ? FAULT_CORRUPT
									 : why.fault,
	    "%s", why.text);
}

enum fault edition_check_file(
    const char *folder, const struct manifest_file *file, struct arena *arena, struct error *err)
{
	const char *path = path_join(arena, folder, text_string(arena, file->name));
	struct stat about;

	if (!path)
		return fail(err, FAULT_NO_MEMORY, "no memory left to open '%s'", folder);
	if (lstat(path, &about) != 0)
		return errno == ENOENT ? fail(err, FAULT_CORRUPT, "'%s' is missing", path)
				       : fail_errno(err, errno, "cannot look at '%s'", path);
	if (!S_ISREG(about.st_mode))
		return fail(err, FAULT_CORRUPT, "'%s' is no plain file", path);
	if ((uint64_t)about.st_size != file->size)
		return fail(err, FAULT_CORRUPT, "'%s' has %lld bytes, the manifest says %llu", path,
		    (long long)about.st_size, (unsigned long long)file->size);
	return FAULT_NONE;
}

static bool look_at(const char *folder, EditionMark *mark)
{
	char path[PATH_MAX];
	struct stat about;

	if (snprintf(path, sizeof path, "%s/" MANIFEST_FILE, folder) >= (int)sizeof path ||
	    stat(path, &about) != 0)
		return false;
	*mark = (EditionMark){ about.st_dev, about.st_ino,
		(int64_t)about.st_mtim.tv_sec * 1000000000 + about.st_mtim.tv_nsec };
	return true;
}

bool edition_look(const char *public_folder, EditionMark *mark)
{
	char folder[PATH_MAX];

	return snprintf(folder, sizeof folder, "%s/" CURRENT_LINK, public_folder) <
	    (int)sizeof folder &&
	    look_at(folder, mark);
}

EditionMark edition_mark(const struct edition *edition)
{
	return edition->mark;
}

bool edition_mark_equal(EditionMark a, EditionMark b)
{
	return a.device == b.device && a.inode == b.inode && a.modified == b.modified;
}

static enum fault open_files(struct edition *edition, struct error *err)
{
	const struct manifest *manifest = &edition->manifest;
	uint32_t count = manifest->files.count;

	edition->records = arena_take(&edition->arena, (count + 1) * sizeof *edition->records);
	if (!edition->records)
		return fail(err, FAULT_NO_MEMORY, "no memory left to open '%s'", edition->folder);
	for (uint32_t i = 0; i < count; i++) {
		const struct manifest_file *file = &manifest->files.items[i];
		const char *path;

		if (edition_check_file(edition->folder, file, &edition->arena, err) != FAULT_NONE)
			return err->fault;
		path = path_join(
		    &edition->arena, edition->folder, text_string(&edition->arena, file->name));
		edition->records[i] = path ? records_open(path, err) : NULL;
		if (!edition->records[i])
			return fail(
			    err, FAULT_NO_MEMORY, "no memory left to open '%s'", edition->folder);
	}
	return FAULT_NONE;
}

static struct edition *open_named(const char *public_folder, Text name, struct error *err)
{
	struct edition *edition = calloc(1, sizeof *edition);

	if (!edition) {
		fail(err, FAULT_NO_MEMORY, "no memory left to open '%s'", public_folder);
		return NULL;
	}
	arena_begin(&edition->arena, 0);
	edition->folder = edition_folder(public_folder, name, &edition->arena);
	if (!edition->folder)
		fail(err, FAULT_NO_MEMORY, "no memory left to open '%s'", public_folder);
	else if (edition_read_manifest(
		     public_folder, name, &edition->arena, &edition->manifest, err) == FAULT_NONE &&
	    open_files(edition, err) == FAULT_NONE && look_at(edition->folder, &edition->mark))
		return edition;
	edition_close(edition);
	return NULL;
}

/* A publish may remove the edition between the look at the link and the opening: then the link has
 * moved on. */
struct edition *edition_open(const char *public_folder, struct error *err)
{
	struct edition *edition = NULL;
	struct error why = { 0 };
	struct arena arena;
	Text name = { 0 }, before = { 0 };

	arena_begin(&arena, 0);
	for (int i = 0; i < OPEN_ATTEMPTS && !edition; i++) {
		before = name;
		if (edition_current(public_folder, &arena, &name, err) != FAULT_NONE)
			break;
		if (i && text_equal(before, name))
			break;
		why = (struct error){ 0 };
		edition = open_named(public_folder, name, &why);
	}
	if (!edition && err->fault == FAULT_NONE)
		fail(err, why.fault, "%s", why.text);
	arena_end(&arena);
	return edition;
}

void edition_close(struct edition *edition)
{
	if (!edition)
		return;
	for (uint32_t i = 0; edition->records && i < edition->manifest.files.count; i++)
		records_close(edition->records[i]);
	arena_end(&edition->arena);
	free(edition);
}

/* --- facts --- */

const struct edition_facts *edition_facts(const struct edition *edition)
{
	return &edition->manifest.facts;
}

const struct tombstone *edition_tombstone(const struct edition *edition, Text id)
{
	const struct edition_facts *facts = &edition->manifest.facts;
	uint32_t low = 0, high = facts->tombstones.count;

	while (low < high) {
		uint32_t middle = low + (high - low) / 2;
		int order = text_compare(facts->tombstones.items[middle].id, id);

		if (order == 0)
			return &facts->tombstones.items[middle];
		if (order < 0)
			low = middle + 1;
		else
			high = middle;
	}
	return NULL;
}

/* --- reading --- */

static enum fault fail_absent(const struct edition *edition, Text id, struct error *err)
{
	const struct tombstone *tombstone = edition_tombstone(edition, id);
	struct arena arena;

	if (!tombstone)
		return fail(err, FAULT_NOT_FOUND, "no record '%.*s' in this edition",
		    TEXT_ARG(text_slice(id, 0, RECORD_ID_LIMIT)));
	arena_begin(&arena, 0);
	fail(err, FAULT_GONE, "'%.*s' was withdrawn on %.*s: %.*s", TEXT_ARG(id),
	    TEXT_ARG(moment_text(&arena, tombstone->withdrawn)), TEXT_ARG(tombstone->reason));
	arena_end(&arena);
	return FAULT_GONE;
}

/* The newest file first: it is the smallest and the most asked for. */
static enum fault find(const struct edition *edition, Text id, struct arena *arena,
    struct published *published, Text *source, struct error *err)
{
	bool found = false;

	if (record_id_is_valid(id))
		for (uint32_t i = edition->manifest.files.count; i > 0 && !found; i--)
			if (records_find(edition->records[i - 1], id, arena, published, source,
				&found, err) != FAULT_NONE)
				return err->fault;
	return found ? FAULT_NONE : fail_absent(edition, id, err);
}

enum fault edition_read(const struct edition *edition, Text id, struct arena *arena,
    struct published *published, struct error *err)
{
	return find(edition, id, arena, published, NULL, err);
}

enum fault edition_source(
    const struct edition *edition, Text id, struct arena *arena, Text *source, struct error *err)
{
	return find(edition, id, arena, NULL, source, err);
}

bool edition_holds(const struct edition *edition, Text id)
{
	struct error unheard = { 0 };

	return find(edition, id, NULL, NULL, NULL, &unheard) == FAULT_NONE;
}

/* --- all records --- */

struct lane {
	struct records_cursor *cursor;
	struct records_place place;
	bool more;
};

static struct lane *first_lane(struct lane *lanes, uint32_t count)
{
	struct lane *first = NULL;

	for (uint32_t i = 0; i < count; i++)
		if (lanes[i].more &&
		    (!first || records_compare(&lanes[i].place, &first->place) < 0))
			first = &lanes[i];
	return first;
}

static enum fault hand_over(
    struct lane *lane, published_taker *take, void *context, struct error *err)
{
	struct published published;
	struct arena arena;
	enum fault fault;

	arena_begin(&arena, 0);
	fault = records_cursor_read(lane->cursor, &arena, &published, NULL, err);
	if (fault == FAULT_NONE)
		fault = take(context, &published, err);
	arena_end(&arena);
	if (fault == FAULT_NONE)
		fault = records_cursor_step(lane->cursor, &lane->place, &lane->more, err);
	return fault;
}

enum fault edition_each(
    const struct edition *edition, published_taker *take, void *context, struct error *err)
{
	uint32_t count = edition->manifest.files.count;
	struct lane *lanes = calloc(count + 1, sizeof *lanes), *first;
	enum fault fault = lanes
	    ? FAULT_NONE
	    : fail(err, FAULT_NO_MEMORY, "no memory left to read '%s'", edition->folder);

	for (uint32_t i = 0; i < count && fault == FAULT_NONE; i++) {
		lanes[i].cursor = records_cursor_open(edition->records[i], err);
		fault = lanes[i].cursor
		    ? records_cursor_step(lanes[i].cursor, &lanes[i].place, &lanes[i].more, err)
		    : err->fault;
	}
	while (fault == FAULT_NONE && (first = first_lane(lanes, count)))
		fault = hand_over(first, take, context, err);
	for (uint32_t i = 0; lanes && i < count; i++)
		records_cursor_close(lanes[i].cursor);
	free(lanes);
	return fault;
}
