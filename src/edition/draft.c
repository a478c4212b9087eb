/* The draft lies in editions/.draft-NNNNNN until it is sealed. Its own segment is made with its
 * first record; an edition without new records has none. */
#include "edition/draft.h"

#include <assert.h>
#include <errno.h>
#include <stdlib.h>
#include <unistd.h>

#include "base/files.h"
#include "edition/public_folder.h"
#include "edition/records_writer.h"

struct draft {
	struct arena arena;
	const char *public_folder, *folder; /* folder: NULL until it is made */
	int lock;                           /* -1: not taken */
	struct edition *before;             /* NULL: none */
	ARRAY(struct segment) segments;     /* of the edition before */
	struct manifest manifest;           /* in the making */
	char name[EDITION_NAME_ROOM];
	const char *segment_name;      /* of the new one */
	struct records_writer *writer; /* NULL until a record is added */
	bool sealed;
};

static enum fault no_memory(const struct draft *draft, struct error *err)
{
	return fail(
	    err, FAULT_NO_MEMORY, "no memory left to publish to '%s'", draft->public_folder);
}

/* --- the edition before --- */

struct keys {
	struct draft *draft;
	struct segment *segment;
};

static enum fault take_key(void *context, Text id, Text key, struct error *err)
{
	struct keys *keys = context;
	struct arena *arena = &keys->draft->arena;
	struct entry *entry = array_add(&keys->segment->entries, arena);

	if (entry)
		*entry = (struct entry){ text_copy(arena, id), text_copy(arena, key) };
	return arena->failed ? no_memory(keys->draft, err) : FAULT_NONE;
}

static enum fault read_segments(struct draft *draft, struct error *err)
{
	const struct manifest *manifest = &draft->before->manifest;
	enum fault fault = FAULT_NONE;

	for (uint32_t i = 0; i < manifest->files.count && fault == FAULT_NONE; i++) {
		struct keys keys = { draft, array_add(&draft->segments, &draft->arena) };

		if (!keys.segment)
			return no_memory(draft, err);
		keys.segment->name = manifest->files.items[i].name;
		fault = records_each_key(draft->before->records[i], take_key, &keys, err);
	}
	return fault;
}

static enum fault open_before(struct draft *draft, struct error *err)
{
	struct error why = { 0 };
	Text name = { 0 };
	enum fault fault = edition_current(draft->public_folder, &draft->arena, &name, &why);

	if (fault == FAULT_NOT_FOUND)
		return public_sweep(draft->public_folder, name, NULL, err);
	if (fault != FAULT_NONE)
		return fail(err, fault, "%s", why.text);
	draft->before = edition_open(draft->public_folder, err);
	if (!draft->before)
		return err->fault;
	fault = public_sweep(draft->public_folder, name, &draft->before->manifest, err);
	return fault == FAULT_NONE ? read_segments(draft, err) : fault;
}

/* --- begin, close --- */

static enum fault make_folder(struct draft *draft, struct error *err)
{
	struct manifest *manifest = &draft->manifest;
	const char *folder;

	manifest->facts.number = 1;
	if (draft->before) {
		manifest->facts.number = draft->before->manifest.facts.number + 1;
		manifest->before_name = draft->before->manifest.facts.name;
		manifest->before_sha256 = draft->before->manifest.facts.hash;
	}
	manifest->facts.name = edition_name(manifest->facts.number, draft->name);
	if (!edition_number(manifest->facts.name))
		return fail(err, FAULT_TOO_LARGE, "'%s' has no number left for a next edition",
		    draft->public_folder);
	folder = text_format(&draft->arena, "%s/" EDITIONS_FOLDER "/" DRAFT_HEAD "%s",
	    draft->public_folder, draft->name)
		     .at;
	draft->segment_name = text_format(&draft->arena, "records-%s.db", draft->name).at;
	if (!folder || !draft->segment_name)
		return no_memory(draft, err);
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
	records_writer_close(draft->writer);
	/* What cannot be removed now the next publish removes. */
	if (draft->folder && !draft->sealed)
		folder_remove(draft->folder, &unheard);
	edition_close(draft->before);
	if (draft->lock >= 0)
		close(draft->lock);
	arena_end(&draft->arena);
	free(draft);
}

uint32_t draft_segment_count(const struct draft *draft)
{
	return draft->segments.count;
}

const struct segment *draft_segment(const struct draft *draft, uint32_t number)
{
	assert(number < draft->segments.count);
	return &draft->segments.items[number];
}

const struct edition_facts *draft_before(const struct draft *draft)
{
	return draft->before ? edition_facts(draft->before) : NULL;
}

/* --- keeping and adding --- */

enum fault draft_keep(struct draft *draft, uint32_t segment, struct error *err)
{
	const struct manifest_file *file;
	struct manifest_file *kept;
	const char *name, *from, *to;

	assert(segment < draft->segments.count);
	file = &draft->before->manifest.files.items[segment];
	name = text_string(&draft->arena, file->name);
	from = name ? path_join(&draft->arena, draft->before->folder, name) : NULL;
	to = name ? path_join(&draft->arena, draft->folder, name) : NULL;
	kept = array_add(&draft->manifest.files, &draft->arena);
	if (!from || !to || !kept)
		return no_memory(draft, err);
	if (link(from, to) != 0)
		return fail_errno(err, errno, "cannot link '%s' to '%s'", from, to);
	*kept = *file;
	return FAULT_NONE;
}

enum fault draft_add(struct draft *draft, const struct draft_record *record, struct error *err)
{
	const char *path;

	if (!draft->writer) {
		path = path_join(&draft->arena, draft->folder, draft->segment_name);
		draft->writer = path ? records_writer_open(path, err) : NULL;
		if (!draft->writer)
			return no_memory(draft, err);
	}
	return records_writer_add(draft->writer, record, err);
}

/* --- sealing --- */

static enum fault seal_segment(struct draft *draft, struct error *err)
{
	struct manifest_file *file, sealed = { .name = text_of(draft->segment_name) };

	if (!draft->writer)
		return FAULT_NONE;
	if (records_writer_seal(draft->writer, &draft->arena, &sealed, err) != FAULT_NONE)
		return err->fault;
	file = array_add(&draft->manifest.files, &draft->arena);
	if (!file)
		return no_memory(draft, err);
	*file = sealed;
	return FAULT_NONE;
}

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
	facts->released = 0;
	for (uint32_t i = 0; i < manifest->files.count; i++)
		facts->released += manifest->files.items[i].records;
	facts->releases.items = (struct release_day *)(uintptr_t)totals->releases;
	facts->releases.count = totals->release_count;
	facts->tombstones.items = (struct tombstone *)(uintptr_t)totals->tombstones;
	facts->tombstones.count = totals->tombstone_count;
	if (manifest->files.count)
		qsort(manifest->files.items, manifest->files.count, sizeof *manifest->files.items,
		    compare_files);
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
	enum fault fault = seal_segment(draft, err);

	if (fault != FAULT_NONE)
		return fault;
	take_totals(draft, totals);
	out_begin(&out, MANIFEST_LIMIT);
	fault = put_manifest(draft, &out, err);
	out_end(&out);
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
