/* The order of renames and fsyncs is the promise I9: the edition is whole before it has its name,
 * it has its name before `current` names it, and `current` is replaced in one rename. */
#include "edition/public_folder.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <string.h>
#include <sys/file.h>
#include <unistd.h>

#include "base/files.h"

static enum fault no_memory(const char *public_folder, struct error *err)
{
	return fail(err, FAULT_NO_MEMORY, "no memory left to publish to '%s'", public_folder);
}

/* --- lock --- */

/* Other people's files are not ours to mix with. */
static enum fault check_ours(const char *public_folder, struct arena *arena, struct error *err)
{
	TextList names = { 0 };
	enum fault fault = folder_list(public_folder, arena, &names, err);

	for (uint32_t i = 0; i < names.count && fault == FAULT_NONE; i++)
		if (text_equal(names.items[i], TEXT(EDITIONS_FOLDER)))
			return FAULT_NONE;
	if (fault == FAULT_NONE && names.count)
		return fail(err, FAULT_CONFLICT,
		    "'%s' holds other things ('%.*s') and no editions: name a folder of its own",
		    public_folder, TEXT_ARG(names.items[0]));
	return fault;
}

static enum fault take_lock(const char *public_folder, int *lock, struct error *err)
{
	int fd = open(public_folder, O_RDONLY | O_DIRECTORY | O_CLOEXEC);

	if (fd < 0)
		return fail_errno(err, errno, "cannot open folder '%s'", public_folder);
	if (flock(fd, LOCK_EX | LOCK_NB) != 0) {
		int number = errno;

		close(fd);
		return number == EWOULDBLOCK
		    ? fail(err, FAULT_CONFLICT, "another command is publishing to '%s'",
			  public_folder)
		    : fail_errno(err, number, "cannot lock '%s'", public_folder);
	}
	*lock = fd;
	return FAULT_NONE;
}

enum fault public_lock(const char *public_folder, int *lock, struct error *err)
{
	struct arena arena;
	const char *editions, *above;
	bool made = !file_exists(public_folder);
	enum fault fault;

	arena_begin(&arena, 0);
	editions = path_join(&arena, public_folder, EDITIONS_FOLDER);
	above = path_join(&arena, public_folder, "..");
	fault = editions && above ? folder_make(public_folder, err) : no_memory(public_folder, err);
	if (fault == FAULT_NONE && made)
		fault = folder_sync(above, err);
	if (fault == FAULT_NONE)
		fault = check_ours(public_folder, &arena, err);
	if (fault == FAULT_NONE)
		fault = take_lock(public_folder, lock, err);
	if (fault == FAULT_NONE)
		fault = folder_make(editions, err);
	arena_end(&arena);
	return fault;
}

/* --- sweep --- */

/* The site's words have the same file name in every edition: an article that was taken back must
 * not stay in an older one. (A log only grows.) */
static bool is_other_site(
    const char *folder, const struct manifest *manifest, Text name, struct arena *arena)
{
	const struct manifest_file *site = &manifest->extras[EXTRA_SITE];
	struct error unheard = { 0 };
	char hex[SHA256_HEX_ROOM];
	uint64_t size;
	Sha256 hash;
	const char *path;

	if (!text_equal(name, extra_name(EXTRA_SITE)))
		return false;
	path = path_join(arena, folder, extra_name(EXTRA_SITE).at);
	return !path || file_hash(path, &hash, &size, &unheard) != FAULT_NONE ||
	    !text_equal(sha256_hex(hash, hex), site->sha256);
}

/* True when an older edition holds words that the current one does not. */
static enum fault holds_more(const char *folder, const struct manifest *manifest,
    struct arena *arena, bool *more, struct error *err)
{
	TextList names = { 0 };
	enum fault fault = folder_list(folder, arena, &names, err);

	*more = false;
	for (uint32_t i = 0; i < names.count && fault == FAULT_NONE; i++)
		*more = *more || !manifest_names(manifest, names.items[i]) ||
		    is_other_site(folder, manifest, names.items[i], arena);
	return fault;
}

/* Out of the way by one rename first: what has an edition's name is always whole. */
static enum fault remove_edition(
    const char *editions, Text name, struct arena *arena, struct error *err)
{
	const char *from = path_join(arena, editions, text_string(arena, name));
	const char *to = text_format(arena, "%s/" GONE_HEAD "%.*s", editions, TEXT_ARG(name)).at;

	if (!from || !to)
		return fail(err, FAULT_NO_MEMORY, "no memory left to remove '%s'", editions);
	if (folder_remove(to, err) != FAULT_NONE)
		return err->fault;
	if (rename(from, to) != 0)
		return fail_errno(err, errno, "cannot remove '%s'", from);
	return folder_remove(to, err);
}

static enum fault sweep_one(const char *editions, Text name, Text current,
    const struct manifest *manifest, struct arena *arena, struct error *err)
{
	uint32_t number = edition_number(name), last = edition_number(current);
	const char *path = path_join(arena, editions, text_string(arena, name));
	bool more = true;
	Text draft = name;

	if (!path)
		return fail(err, FAULT_NO_MEMORY, "no memory left to remove '%s'", editions);
	if (text_take(&draft, TEXT(DRAFT_HEAD)) && edition_number(draft) == last + 1)
		return FAULT_NONE; /* draft_begin looks into it */
	if (text_starts(name, TEXT(DRAFT_HEAD)) || text_starts(name, TEXT(GONE_HEAD)))
		return folder_remove(path, err);
	if (number == 0 || number == last)
		return FAULT_NONE;
	if (number < last && holds_more(path, manifest, arena, &more, err) != FAULT_NONE)
		return err->fault;
	return more ? remove_edition(editions, name, arena, err) : FAULT_NONE;
}

/* Without `current` only a first edition can be a leftover; anything else is a PUBLIC that lost its
 * link. */
static enum fault check_link(
    const char *public_folder, const TextList *names, Text current, struct error *err)
{
	for (uint32_t i = 0; i < names->count && !current.len; i++)
		if (edition_number(names->items[i]) > 1)
			return fail(err, FAULT_CORRUPT,
			    "'%s' has editions, but no '" CURRENT_LINK "' that names one",
			    public_folder);
	return FAULT_NONE;
}

static enum fault sweep(const char *public_folder, Text current, const struct manifest *manifest,
    struct arena *arena, struct error *err)
{
	const char *editions = path_join(arena, public_folder, EDITIONS_FOLDER);
	const char *beside = path_join(arena, public_folder, CURRENT_NEW);
	TextList names = { 0 };
	enum fault fault;

	if (!editions || !beside)
		return no_memory(public_folder, err);
	fault = folder_list(editions, arena, &names, err);
	if (fault == FAULT_NONE)
		fault = check_link(public_folder, &names, current, err);
	if (fault == FAULT_NONE && unlink(beside) != 0 && errno != ENOENT)
		fault = fail_errno(err, errno, "cannot remove '%s'", beside);
	for (uint32_t i = 0; i < names.count && fault == FAULT_NONE; i++)
		fault = sweep_one(editions, names.items[i], current, manifest, arena, err);
	return fault;
}

enum fault public_sweep(
    const char *public_folder, Text current, const struct manifest *manifest, struct error *err)
{
	struct arena arena;
	enum fault fault;

	arena_begin(&arena, 0);
	fault = sweep(public_folder, current, manifest, &arena, err);
	arena_end(&arena);
	return fault;
}

/* --- switch --- */

static enum fault point(
    const char *public_folder, Text name, struct arena *arena, struct error *err)
{
	const char *target = text_format(arena, EDITIONS_FOLDER "/%.*s", TEXT_ARG(name)).at;
	const char *beside = path_join(arena, public_folder, CURRENT_NEW);
	const char *link = path_join(arena, public_folder, CURRENT_LINK);

	if (!target || !beside || !link)
		return no_memory(public_folder, err);
	if (symlink(target, beside) != 0)
		return fail_errno(err, errno, "cannot make '%s'", beside);
	if (rename(beside, link) != 0)
		return fail_errno(err, errno, "cannot replace '%s'", link);
	return folder_sync(public_folder, err);
}

static enum fault switch_to(
    const char *public_folder, const char *draft, Text name, struct arena *arena, struct error *err)
{
	const char *editions = path_join(arena, public_folder, EDITIONS_FOLDER);
	const char *folder = edition_folder(public_folder, name, arena);

	if (!editions || !folder)
		return no_memory(public_folder, err);
	if (folder_sync(draft, err) != FAULT_NONE)
		return err->fault;
	if (rename(draft, folder) != 0)
		return fail_errno(err, errno, "cannot seal '%s'", folder);
	if (folder_sync(editions, err) != FAULT_NONE)
		return err->fault;
	return point(public_folder, name, arena, err);
}

enum fault public_switch(const char *public_folder, const char *draft, Text name, struct error *err)
{
	struct arena arena;
	enum fault fault;

	arena_begin(&arena, 0);
	fault = switch_to(public_folder, draft, name, &arena, err);
	arena_end(&arena);
	return fault;
}
