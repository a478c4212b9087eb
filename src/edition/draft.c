/* The draft lies in editions/.draft-NNNNNN until it is sealed. The numbers of its own pairs go on
 * where those of the edition before end. An edition without new records has none. */
#include "edition/draft.h"

#include <assert.h>
#include <errno.h>
#include <stdlib.h>
#include <unistd.h>

#include "base/files.h"
#include "edition/draft_internal.h"
#include "edition/public_folder.h"

enum fault draft_no_memory(const struct draft *draft, struct error *err)
{
	return fail(
	    err, FAULT_NO_MEMORY, "no memory left to publish to '%s'", draft->public_folder);
}

/* --- the edition before --- */

struct keys {
	struct draft *draft;
	struct draft_segment *segment;
};

static enum fault take_key(void *context, Text id, Text key, struct error *err)
{
	struct keys *keys = context;
	struct arena *arena = &keys->draft->arena;
	struct entry *entry = array_add(&keys->segment->entries, arena);

	if (entry)
		*entry = (struct entry){ text_copy(arena, id), text_copy(arena, key) };
	return arena->failed ? draft_no_memory(keys->draft, err) : FAULT_NONE;
}

static enum fault read_segments(struct draft *draft, struct error *err)
{
	const struct manifest *manifest = &draft->before->manifest;
	enum fault fault = FAULT_NONE;

	for (uint32_t i = 0; i < manifest_pairs(manifest) && fault == FAULT_NONE; i++) {
		struct keys keys = { draft, array_add(&draft->segments, &draft->arena) };

		if (!keys.segment)
			return draft_no_memory(draft, err);
		keys.segment->name = manifest_records(manifest, i)->name;
		fault = records_each_key(draft->before->records[i], take_key, &keys, err);
	}
	return fault;
}

/* The edition before has the form before this one: nothing of it can be kept, and it goes when the
 * new one is sealed. *old is false when it is something else that does not open. */
static enum fault read_old(struct draft *draft, Text name, bool *old, struct error *err)
{
	struct arena *arena = &draft->arena;
	const char *folder = edition_folder(draft->public_folder, name, arena);
	const char *path = folder ? path_join(arena, folder, MANIFEST_FILE) : NULL;
	char hex[SHA256_HEX_ROOM];
	struct error unheard = { 0 };
	Text bytes;

	if (!path)
		return draft_no_memory(draft, err);
	*old = file_read(path, MANIFEST_LIMIT, arena, &bytes, &unheard) == FAULT_NONE &&
	    manifest_is_old(bytes);
	if (*old) {
		draft->manifest.before_name = name;
		draft->manifest.before_sha256 = text_copy(arena, sha256_hex(sha256_of(bytes), hex));
	}
	return arena->failed ? draft_no_memory(draft, err) : FAULT_NONE;
}

static enum fault open_before(struct draft *draft, struct error *err)
{
	const struct manifest none = { 0 };
	struct manifest *manifest = &draft->manifest;
	struct error why = { 0 };
	Text name = { 0 };
	bool old = false;
	enum fault fault = edition_current(draft->public_folder, &draft->arena, &name, &why);

	if (fault == FAULT_NOT_FOUND)
		return public_sweep(draft->public_folder, name, &none, err);
	if (fault != FAULT_NONE)
		return fail(err, fault, "%s", why.text);
	if (read_old(draft, name, &old, err) != FAULT_NONE)
		return err->fault;
	if (old)
		return public_sweep(draft->public_folder, name, &none, err);
	draft->before = edition_open_private(draft->public_folder, err);
	if (!draft->before)
		return err->fault;
	manifest->before_name = draft->before->manifest.facts.name;
	manifest->before_sha256 = draft->before->manifest.facts.hash;
	fault = public_sweep(draft->public_folder, name, &draft->before->manifest, err);
	return fault == FAULT_NONE ? read_segments(draft, err) : fault;
}

/* --- begin, close --- */

/* One more than any pair of the edition before has; in its older form a file had the number of the
 * edition that wrote it. */
static uint32_t first_number(const struct draft *draft)
{
	uint32_t last = draft->before ? 0 : edition_number(draft->manifest.before_name);

	for (uint32_t i = 0; draft->before && i < manifest_pairs(&draft->before->manifest); i++) {
		uint32_t number =
		    records_number(manifest_records(&draft->before->manifest, i)->name);

		last = number > last ? number : last;
	}
	return last + 1;
}

static enum fault make_folder(struct draft *draft, struct error *err)
{
	struct manifest *manifest = &draft->manifest;
	const char *folder;

	manifest->facts.number = edition_number(manifest->before_name) + 1;
	manifest->facts.name = edition_name(manifest->facts.number, draft->name);
	if (!edition_number(manifest->facts.name))
		return fail(err, FAULT_TOO_LARGE, "'%s' has no number left for a next edition",
		    draft->public_folder);
	folder = text_format(&draft->arena, "%s/" EDITIONS_FOLDER "/" DRAFT_HEAD "%s",
	    draft->public_folder, draft->name)
		     .at;
	if (!folder)
		return draft_no_memory(draft, err);
	draft->number = first_number(draft);
	if (finished_find(folder, draft->number, &draft->arena, &draft->finished, err) !=
	    FAULT_NONE)
		return err->fault;
	draft->folder = folder;
	return folder_make(folder, err);
}

struct draft *draft_begin(const char *public_folder, struct error *err)
{
	struct draft *draft = calloc(1, sizeof *draft);

	if (!draft) {
		fail(err, FAULT_NO_MEMORY, "no memory left to publish to '%s'", public_folder);
		return NULL;
	}
	arena_begin(&draft->arena, 0);
	draft->lock = -1;
	draft->public_folder = text_string(&draft->arena, text_of(public_folder));
	if (!draft->public_folder)
		fail(err, FAULT_NO_MEMORY, "no memory left to publish to '%s'", public_folder);
	else if (public_lock(public_folder, &draft->lock, err) == FAULT_NONE &&
	    open_before(draft, err) == FAULT_NONE && make_folder(draft, err) == FAULT_NONE)
		return draft;
	draft_close(draft);
	return NULL;
}

void draft_close(struct draft *draft)
{
	struct error unheard = { 0 };

	if (!draft)
		return;
	records_writer_close(draft->pair.writer);
	/* What cannot be removed now the next publish removes. */
	if (draft->folder && !draft->sealed && draft->finished.count == 0)
		folder_remove(draft->folder, &unheard);
	else if (draft->folder && !draft->sealed)
		finished_find(draft->folder, 1, &draft->arena, &(FinishedList){ 0 }, &unheard);
	edition_close(draft->before);
	if (draft->lock >= 0)
		close(draft->lock);
	arena_end(&draft->arena);
	free(draft);
}

void draft_discard(struct draft *draft)
{
	draft->finished.count = 0;
}

uint32_t draft_segment_count(const struct draft *draft)
{
	return draft->segments.count;
}

const struct draft_segment *draft_segment(const struct draft *draft, uint32_t number)
{
	assert(number < draft->segments.count);
	return &draft->segments.items[number];
}

const struct edition_facts *draft_before(const struct draft *draft)
{
	return draft->before ? edition_facts(draft->before) : NULL;
}

/* --- keeping --- */

enum fault draft_add_file(struct draft *draft, const struct manifest_file *file, struct error *err)
{
	struct manifest_file *place = array_add(&draft->manifest.files, &draft->arena);

	if (!place)
		return draft_no_memory(draft, err);
	*place = *file;
	return FAULT_NONE;
}

enum fault draft_link(struct draft *draft, const struct manifest_file *file, struct error *err)
{
	const char *name = text_string(&draft->arena, file->name);
	const char *from = name ? path_join(&draft->arena, draft->before->folder, name) : NULL;
	const char *to = name ? path_join(&draft->arena, draft->folder, name) : NULL;

	if (!from || !to)
		return draft_no_memory(draft, err);
	if (link(from, to) != 0)
		return fail_errno(err, errno, "cannot link '%s' to '%s'", from, to);
	return FAULT_NONE;
}

static enum fault keep_file(
    struct draft *draft, const struct manifest_file *file, struct error *err)
{
	if (draft_link(draft, file, err) != FAULT_NONE)
		return err->fault;
	return draft_add_file(draft, file, err);
}

enum fault draft_keep(struct draft *draft, uint32_t segment, struct error *err)
{
	const struct manifest *before;

	assert(segment < draft->segments.count);
	before = &draft->before->manifest;
	if (keep_file(draft, manifest_index(before, segment), err) != FAULT_NONE)
		return err->fault;
	return keep_file(draft, manifest_records(before, segment), err);
}

/* --- sealing --- */

static int compare_files(const void *a, const void *b)
{
	return text_compare(
	    ((const struct manifest_file *)a)->name, ((const struct manifest_file *)b)->name);
}

/* Facts for the manifest; the lists are the caller's. */
static void take_totals(struct draft *draft, const struct draft_totals *totals)
{
	struct manifest *manifest = &draft->manifest;
	struct edition_facts *facts = &manifest->facts;

	facts->sealed = totals->sealed;
	facts->total = totals->total;
	facts->scheduled = totals->scheduled;
	facts->is_private = totals->is_private;
	facts->releases.items = (struct release_day *)(uintptr_t)totals->releases;
	facts->releases.count = totals->release_count;
	facts->tombstones.items = (struct tombstone *)(uintptr_t)totals->tombstones;
	facts->tombstones.count = totals->tombstone_count;
	if (manifest->files.count)
		qsort(manifest->files.items, manifest->files.count, sizeof *manifest->files.items,
		    compare_files);
	facts->released = 0;
	for (uint32_t i = 0; i < manifest_pairs(manifest); i++)
		facts->released += manifest_records(manifest, i)->records;
}

/* The manifest, read back as everybody will read it before it is written: what does not hold is
 * never sealed. */
static enum fault put_manifest(struct draft *draft, struct out *out, struct error *err)
{
	struct manifest again;
	struct arena arena;
	char hex[SHA256_HEX_ROOM];
	enum fault fault;

	manifest_put(out, &draft->manifest);
	fault = out_check(out, "the manifest", err);
	if (fault != FAULT_NONE)
		return fault;
	arena_begin(&arena, 0);
	fault = manifest_read(
	    out_text(out), draft->manifest.facts.name, draft->folder, &arena, &again, err);
	arena_end(&arena);
	if (fault == FAULT_NONE)
		fault = file_write(draft->folder, MANIFEST_FILE, out_text(out), err);
	if (fault != FAULT_NONE)
		return fault;
	sha256_hex(sha256_of(out_text(out)), hex);
	out_reset(out);
	sums_put(out, &draft->manifest, text_of(hex));
	fault = out_check(out, SUMS_FILE, err);
	return fault == FAULT_NONE ? file_write(draft->folder, SUMS_FILE, out_text(out), err)
				   : fault;
}

enum fault draft_seal(
    struct draft *draft, const struct draft_totals *totals, Text *name, struct error *err)
{
	struct out out;
	enum fault fault;

	assert(!draft->pair.writer);
	take_totals(draft, totals);
	out_begin(&out, MANIFEST_LIMIT);
	fault = put_manifest(draft, &out, err);
	out_end(&out);
	if (fault == FAULT_NONE)
		fault = draft_clear_finished(draft, err);
	if (fault == FAULT_NONE)
		fault = public_switch(
		    draft->public_folder, draft->folder, draft->manifest.facts.name, err);
	if (fault != FAULT_NONE)
		return fault;
	draft->sealed = true;
	if (name)
		*name = draft->manifest.facts.name;
	return public_sweep(
	    draft->public_folder, draft->manifest.facts.name, &draft->manifest, err);
}
