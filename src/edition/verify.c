/* Verification goes on after a finding: what is told is all that does not hold, not the first of
 * it. */
#include "edition/verify_internal.h"

#include <stdlib.h>

#include "base/files.h"
#include "base/interrupt.h"

void verify_find(struct check *check, Text file, Text finding)
{
	check->findings++;
	if (check->take)
		check->take(check->context, file, finding);
}

void verify_find_error(struct check *check, Text file, const struct error *why)
{
	verify_find(check, file, text_of(why->text));
}

/* --- the folder and its hashes --- */

static void check_hash(
    struct check *check, Text name, const char *path, Text expected, const char *says)
{
	struct error why = { 0 };
	char hex[SHA256_HEX_ROOM];
	uint64_t size;
	Sha256 hash;

	if (file_hash(path, &hash, &size, &why) != FAULT_NONE)
		verify_find_error(check, name, &why);
	else if (!text_equal(sha256_hex(hash, hex), expected))
		FIND(check, name, "its sha256 is %s, %s %.*s", hex, says, TEXT_ARG(expected));
}

/* SHA256SUMS must be just what the manifest and its hash make of it: so a changed byte of the
 * manifest shows, too. */
static void check_sums(struct check *check)
{
	const char *path = path_join(&check->arena, check->folder, SUMS_FILE);
	struct error why = { 0 };
	struct out expected;
	Text bytes;

	out_begin(&expected, MANIFEST_LIMIT);
	sums_put(&expected, &check->manifest, check->manifest.facts.hash);
	if (!path || file_read(path, MANIFEST_LIMIT, &check->arena, &bytes, &why) != FAULT_NONE)
		verify_find_error(check, TEXT(SUMS_FILE), &why);
	else if (!text_equal(bytes, out_text(&expected)))
		verify_find(check, TEXT(SUMS_FILE),
		    TEXT("it does not agree with " MANIFEST_FILE
			 " and its files: one of them was changed"));
	out_end(&expected);
}

static void check_folder(struct check *check)
{
	struct error why = { 0 };
	TextList names = { 0 };

	if (folder_list(check->folder, &check->arena, &names, &why) != FAULT_NONE)
		verify_find_error(check, check->manifest.facts.name, &why);
	for (uint32_t i = 0; i < names.count; i++)
		if (!manifest_names(&check->manifest, names.items[i]))
			verify_find(check, names.items[i], TEXT("the manifest does not name it"));
}

/* The edition before may be gone; while it is there it must be the one that was meant. */
static void check_before(struct check *check)
{
	Text name = check->manifest.before_name;
	const char *folder =
	    name.len ? edition_folder(check->public_folder, name, &check->arena) : NULL;
	const char *path = folder ? path_join(&check->arena, folder, MANIFEST_FILE) : NULL;

	if (path && file_exists(path))
		check_hash(check, text_of(path), path, check->manifest.before_sha256,
		    "the edition after it says");
}

/* --- the records --- */

static void count_day(struct check *check, Moment released)
{
	const struct edition_facts *facts = &check->manifest.facts;
	uint32_t low = 0, high = facts->releases.count;

	/* Newest first: the first day that is not after the release. */
	while (low < high) {
		uint32_t middle = low + (high - low) / 2;

		if (facts->releases.items[middle].day.seconds > released.seconds)
			low = middle + 1;
		else
			high = middle;
	}
	if (low < facts->releases.count)
		check->days[low]++;
}

static void check_record(struct check *check, Text file, struct records_cursor *cursor)
{
	struct published published;
	struct error why = { 0 };
	char hex[SHA256_HEX_ROOM];
	struct arena arena;
	Text source, *id;

	arena_begin(&arena, 0);
	if (records_cursor_read(cursor, &arena, &published, &source, &why) != FAULT_NONE)
		verify_find_error(check, file, &why);
	else {
		Text name = published.record->id;

		if (!text_equal(sha256_hex(sha256_of(source), hex), published.source_sha256) ||
		    source.len != published.source_size)
			FIND(check, file,
			    "record '%.*s': its source does not have the hash and size it says",
			    TEXT_ARG(name));
		if (published.released.seconds > check->manifest.facts.sealed.seconds)
			FIND(check, file, "record '%.*s' is released after the seal",
			    TEXT_ARG(name));
		count_day(check, published.released);
		id = array_add(&check->ids, &check->arena);
		if (id)
			*id = text_copy(&check->arena, name);
	}
	arena_end(&arena);
}

static enum fault check_records(struct check *check, const struct manifest_file *file,
    struct records *records, struct error *err)
{
	struct records_cursor *cursor;
	struct records_place place;
	struct error why = { 0 };
	enum fault fault = FAULT_NONE;
	uint64_t count = 0;
	bool more = true;

	if (records_check(records, &why) != FAULT_NONE)
		verify_find_error(check, file->name, &why);
	why = (struct error){ 0 };
	cursor = records_cursor_open(records, &why);
	while (cursor && fault == FAULT_NONE &&
	    records_cursor_step(cursor, &place, &more, &why) == FAULT_NONE && more) {
		check_record(check, file->name, cursor);
		count++;
		fault = interrupt_check(err);
	}
	if (why.fault != FAULT_NONE)
		verify_find_error(check, file->name, &why);
	else if (fault == FAULT_NONE && count != file->records)
		FIND(check, file->name, "it holds %llu records, the manifest says %llu",
		    (unsigned long long)count, (unsigned long long)file->records);
	records_cursor_close(cursor);
	return fault;
}

enum fault verify_bytes(
    struct check *check, const struct manifest_file *file, const char **path, struct error *err)
{
	struct error why = { 0 };

	*path = path_join(&check->arena, check->folder, text_string(&check->arena, file->name));
	if (!*path)
		return fail(err, FAULT_NO_MEMORY, "no memory left to verify '%s'", check->folder);
	if (edition_check_file(check->folder, file, &check->arena, &why) != FAULT_NONE) {
		verify_find_error(check, file->name, &why);
		if (!file_exists(*path)) {
			*path = NULL;
			return FAULT_NONE;
		}
	}
	check_hash(check, file->name, *path, file->sha256, "the manifest says");
	return interrupt_check(err);
}

/* Of an index file only search knows what it means: search/check.h. */
static enum fault check_pair(struct check *check, uint32_t pair, struct error *err)
{
	const struct manifest_file *file = manifest_records(&check->manifest, pair);
	const char *path;
	struct records *records;
	struct error why = { 0 };
	enum fault fault = verify_bytes(check, manifest_index(&check->manifest, pair), &path, err);

	if (fault == FAULT_NONE)
		fault = verify_bytes(check, file, &path, err);
	if (fault != FAULT_NONE || !path)
		return fault;
	records = records_open(path, &why);
	if (!records) {
		verify_find_error(check, file->name, &why);
		return FAULT_NONE;
	}
	fault = check_records(check, file, records, err);
	records_close(records);
	return fault;
}

/* --- what holds of all files together --- */

static int compare_ids(const void *a, const void *b)
{
	return text_compare(*(const Text *)a, *(const Text *)b);
}

static void check_ids(struct check *check)
{
	const struct edition_facts *facts = &check->manifest.facts;
	TextList *ids = &check->ids;

	if (ids->count)
		qsort(ids->items, ids->count, sizeof *ids->items, compare_ids);
	for (uint32_t i = 1; i < ids->count; i++)
		if (text_equal(ids->items[i - 1], ids->items[i]))
			FIND(check, TEXT(MANIFEST_FILE), "record '%.*s' stands twice",
			    TEXT_ARG(ids->items[i]));
	for (uint32_t i = 0; i < facts->tombstones.count; i++)
		if (ids->count &&
		    bsearch(&facts->tombstones.items[i].id, ids->items, ids->count,
			sizeof *ids->items, compare_ids))
			FIND(check, TEXT(MANIFEST_FILE), "record '%.*s' is withdrawn and there",
			    TEXT_ARG(facts->tombstones.items[i].id));
}

static void check_days(struct check *check)
{
	const struct edition_facts *facts = &check->manifest.facts;

	for (uint32_t i = 0; i < facts->releases.count; i++)
		if (check->days[i] != facts->releases.items[i].records)
			FIND(check, TEXT(MANIFEST_FILE), "%.*s has %llu records, not %llu",
			    TEXT_ARG(moment_text(&check->arena, facts->releases.items[i].day)),
			    (unsigned long long)check->days[i],
			    (unsigned long long)facts->releases.items[i].records);
}

static enum fault check_edition(struct check *check, struct error *err)
{
	enum fault fault = FAULT_NONE;

	check->days = arena_take(
	    &check->arena, (check->manifest.facts.releases.count + 1) * sizeof *check->days);
	if (!check->days)
		return fail(err, FAULT_NO_MEMORY, "no memory left to verify '%s'", check->folder);
	check_folder(check);
	check_sums(check);
	check_before(check);
	for (uint32_t i = 0; i < manifest_pairs(&check->manifest) && fault == FAULT_NONE; i++)
		fault = check_pair(check, i, err);
	if (fault == FAULT_NONE)
		fault = verify_extras(check, err);
	if (fault != FAULT_NONE)
		return fault;
	if (check->arena.failed)
		return fail(err, FAULT_NO_MEMORY, "no memory left to verify '%s'", check->folder);
	check_ids(check);
	check_days(check);
	return FAULT_NONE;
}

static enum fault verify(struct check *check, struct error *err)
{
	struct error why = { 0 };
	Text name;
	enum fault fault = edition_current(check->public_folder, &check->arena, &name, err);

	if (fault != FAULT_NONE)
		return fault;
	check->folder = edition_folder(check->public_folder, name, &check->arena);
	fault = edition_read_manifest(
	    check->public_folder, name, &check->arena, &check->manifest, &why);
	if (fault != FAULT_NONE && fault != FAULT_CORRUPT)
		return fail(err, fault, "%s", why.text);
	if (fault == FAULT_CORRUPT)
		verify_find_error(check, TEXT(MANIFEST_FILE), &why);
	else if (check_edition(check, err) != FAULT_NONE)
		return err->fault;
	if (check->findings == 0)
		return FAULT_NONE;
	return fail(err, FAULT_CORRUPT, "edition %.*s in '%s' does not hold: %llu finding%s",
	    TEXT_ARG(name), check->public_folder, (unsigned long long)check->findings,
	    check->findings == 1 ? "" : "s");
}

enum fault edition_verify(
    const char *public_folder, finding_taker *take, void *context, struct error *err)
{
	struct check check = { .public_folder = public_folder, .take = take, .context = context };
	enum fault fault;

	arena_begin(&check.arena, 0);
	fault = verify(&check, err);
	arena_end(&check.arena);
	return fault;
}
