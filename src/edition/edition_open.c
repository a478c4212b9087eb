/* An edition, open: its manifest in memory, its record files open for as long as it is, so that a
 * publish that removes the folder meanwhile does not take the ground away. */
#include "edition/internal.h"

#include <errno.h>
#include <fcntl.h>
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

/* The path of a file that is there with its size; NULL otherwise. */
static const char *checked_path(
    const char *folder, const struct manifest_file *file, struct arena *arena, struct error *err)
{
	const char *path;

	if (edition_check_file(folder, file, arena, err) != FAULT_NONE)
		return NULL;
	path = path_join(arena, folder, text_string(arena, file->name));
	if (!path)
		fail(err, FAULT_NO_MEMORY, "no memory left to open '%s'", folder);
	return path;
}

enum fault edition_open_file(const char *folder, const struct manifest_file *file,
    struct arena *arena, const char **path, int *fd, struct error *err)
{
	struct stat about;

	*path = checked_path(folder, file, arena, err);
	if (!*path)
		return err->fault;
	*fd = open(*path, O_RDONLY | O_NOFOLLOW | O_CLOEXEC);
	if (*fd < 0)
		return fail_errno(err, errno, "cannot open '%s'", *path);
	/* What is read must be what was looked at. */
	if (fstat(*fd, &about) != 0 || (uint64_t)about.st_size != file->size)
		return fail(err, FAULT_CORRUPT, "'%s' changed while it was opened", *path);
	return FAULT_NONE;
}

static enum fault open_index(struct edition *edition, uint32_t pair, struct error *err)
{
	const struct manifest_file *file = manifest_index(&edition->manifest, pair);
	struct edition_index_file *index = &edition->index_files[pair];

	index->size = file->size;
	index->records = file->records;
	return edition_open_file(
	    edition->folder, file, &edition->arena, &index->name, &index->fd, err);
}

static enum fault open_files(struct edition *edition, struct error *err)
{
	uint32_t count = manifest_pairs(&edition->manifest);

	edition->records = arena_take(&edition->arena, (count + 1) * sizeof *edition->records);
	edition->index_files =
	    arena_take(&edition->arena, (count + 1) * sizeof *edition->index_files);
	if (!edition->records || !edition->index_files)
		return fail(err, FAULT_NO_MEMORY, "no memory left to open '%s'", edition->folder);
	for (uint32_t i = 0; i < count; i++)
		edition->index_files[i].fd = -1;
	for (uint32_t i = 0; i < count; i++) {
		const char *path = checked_path(
		    edition->folder, manifest_records(&edition->manifest, i), &edition->arena, err);

		edition->records[i] = path ? records_open(path, err) : NULL;
		if (!edition->records[i] || open_index(edition, i, err) != FAULT_NONE)
			return err->fault;
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
	for (int i = 0; i < EXTRAS; i++)
		edition->extras[i].fd = -1;
	edition->folder = edition_folder(public_folder, name, &edition->arena);
	if (!edition->folder)
		fail(err, FAULT_NO_MEMORY, "no memory left to open '%s'", public_folder);
	else if (edition_read_manifest(
		     public_folder, name, &edition->arena, &edition->manifest, err) == FAULT_NONE &&
	    open_files(edition, err) == FAULT_NONE && extras_open(edition, err) == FAULT_NONE &&
	    look_at(edition->folder, &edition->mark))
		return edition;
	edition_close(edition);
	return NULL;
}

/* A publish may remove the edition between the look at the link and the opening: then the link has
 * moved on. */
struct edition *edition_open_private(const char *public_folder, struct error *err)
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

struct edition *edition_open(const char *public_folder, struct error *err)
{
	struct edition *edition = edition_open_private(public_folder, err);

	if (!edition || !edition_facts(edition)->is_private)
		return edition;
	edition_close(edition);
	fail(err, FAULT_DENIED, "'%s' is the index of an archive for its curators: it is not shown",
	    public_folder);
	return NULL;
}

void edition_close(struct edition *edition)
{
	if (!edition)
		return;
	for (uint32_t i = 0; edition->index_files && i < manifest_pairs(&edition->manifest); i++) {
		records_close(edition->records[i]);
		if (edition->index_files[i].fd >= 0)
			close(edition->index_files[i].fd);
	}
	extras_close(edition);
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

const struct edition_index_file *edition_index_files(const struct edition *edition, uint32_t *count)
{
	*count = manifest_pairs(&edition->manifest);
	return edition->index_files;
}
