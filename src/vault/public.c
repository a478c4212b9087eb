/* What the public may see: read by publish alone. Content is checked against its hashes on the way
 * out. */
#include "vault/internal.h"
#include "vault/standing.h"

#include <stdlib.h>

/* --- in order of created, then id --- */

/* A public record, small: there may be hundreds of thousands. */
struct place {
	int64_t record, created;
	uint32_t rank; /* in order of id */
	bool dated;
};

/* What goes out, or all that there is. */
enum view { VIEW_PUBLIC, VIEW_ALL };

struct queue {
	struct vault *vault;
	enum view view;
	Moment now;
	struct arena *arena;
	ARRAY(struct place) places;
};

enum reading_column {
	KIND,
	CREATED,
	HASH = CREATED + 2,
	REVISION,
	SHOWN,
	SHOWN_HASH = SHOWN + 2,
	SHOWN_CUTS,
	ARRIVED,
	SOURCE_HASH,
	SHOWN_SOURCE_HASH
};

/* A row of ASK_READING: kind, time and hash of what was read, and of what is shown instead. */
struct reading {
	int64_t revision;
	enum record_kind kind;
	Moment created, shown_created, arrived;
	Sha256 hash, shown_hash; /* of reading and source */
	Sha256 shown_cuts;
};

static Sha256 hash_content(struct statement *rows, int reading, int source)
{
	Sha256 both[2] = { row_hash(rows, reading), row_hash(rows, source) };

	return sha256_of((Text){ (const char *)both, sizeof both });
}

static enum fault read_row(struct vault *vault, int64_t number, struct public_record *record,
    struct reading *reading, struct error *err)
{
	struct statement *rows = vault_ask(vault, ASK_READING, err);
	enum fault fault;

	if (!rows)
		return err->fault;
	*reading = (struct reading){ 0 };
	bind_number(rows, 1, number);
	bind_number(rows, 2, record->revision);
	if (statement_step(rows)) {
		record_kind_read(row_text(rows, KIND), &reading->kind);
		reading->created = row_moment(rows, CREATED);
		reading->hash = hash_content(rows, HASH, SOURCE_HASH);
		reading->revision = row_number(rows, REVISION);
		reading->shown_created = row_moment(rows, SHOWN);
		reading->shown_hash = hash_content(rows, SHOWN_HASH, SHOWN_SOURCE_HASH);
		reading->shown_cuts = row_hash(rows, SHOWN_CUTS);
		reading->arrived = (Moment){ row_number(rows, ARRIVED), PRECISION_SECOND };
	}
	fault = statement_end(rows, err);
	if (fault == FAULT_NONE && !reading->revision)
		fault = fail(err, FAULT_CORRUPT, "'%s' has no reading of '%.*s', revision %u",
		    vault->path, TEXT_ARG(record->id), record->revision);
	return fault;
}

/* Kind, time and hash of one revision as it goes out, or as it lies in the vault; `hex` keeps the
 * digits. */
static enum fault read_reading(struct vault *vault, int64_t number, enum view view,
    struct public_record *record, char hex[SHA256_HEX_ROOM], struct error *err)
{
	struct reading reading;
	Sha256 digest;
	bool any = false;

	if (read_row(vault, number, record, &reading, err) != FAULT_NONE ||
	    (view == VIEW_PUBLIC &&
		cuts_digest(vault, reading.revision, &any, &digest, err) != FAULT_NONE))
		return err->fault;
	if (any && !sha256_equal(digest, reading.shown_cuts))
		return fail(err, FAULT_CONFLICT,
		    "words of '%.*s' were cut and nothing was made to show instead",
		    TEXT_ARG(record->id));
	record->kind = reading.kind;
	record->created = any ? reading.shown_created : reading.created;
	if (view == VIEW_ALL)
		record->released = reading.arrived;
	record->content_sha256 = sha256_hex(any ? reading.shown_hash : reading.hash, hex);
	return FAULT_NONE;
}

static enum fault place_one(void *context, const struct history *history, struct error *err)
{
	struct queue *queue = context;
	struct standing standing = standing_of(history, queue->now);
	struct public_record shown = { .id = history->id };
	bool is_public = standing.in_force && standing.in_force->verdict == VERDICT_RELEASE;
	char hex[SHA256_HEX_ROOM];
	struct place *place;

	if (queue->view == VIEW_PUBLIC && !is_public)
		return FAULT_NONE;
	shown.revision = queue->view == VIEW_PUBLIC ? standing.in_force->revision : history->latest;
	if (read_reading(queue->vault, history->record, queue->view, &shown, hex, err) !=
	    FAULT_NONE)
		return err->fault;
	place = array_add(&queue->places, queue->arena);
	if (!place)
		return fail(err, FAULT_NO_MEMORY, "no memory left for the list of public records");
	*place = (struct place){ history->record, shown.created.seconds, queue->places.count,
		shown.created.precision != PRECISION_UNKNOWN };
	return FAULT_NONE;
}

static int compare_places(const void *left, const void *right)
{
	const struct place *a = left, *b = right;

	if (a->dated != b->dated)
		return a->dated ? 1 : -1;
	if (a->dated && a->created != b->created)
		return a->created < b->created ? -1 : 1;
	return a->rank < b->rank ? -1 : a->rank > b->rank;
}

/* Its versions, or the latest revision alone. */
static enum fault list_versions(const struct queue *queue, const struct history *history,
    struct arena *arena, VersionList *versions, Moment *released, struct error *err)
{
	struct public_version *version;

	if (queue->view == VIEW_PUBLIC)
		return standing_versions(history, queue->now, arena, versions, released, err);
	version = array_add(versions, arena);
	if (!version)
		return fail(
		    err, FAULT_NO_MEMORY, "no memory left for '%.*s'", TEXT_ARG(history->id));
	*version =
	    (struct public_version){ .number = history->latest, .revision = history->latest };
	return FAULT_NONE;
}

/* What goes out of each version's revision. */
static enum fault hash_versions(const struct queue *queue, int64_t number,
    const struct public_record *record, struct arena *arena, VersionList *versions,
    struct error *err)
{
	for (uint32_t i = 0; i < versions->count; i++) {
		struct public_version *version = &versions->items[i];
		struct public_record shown = { .id = record->id, .revision = version->revision };
		char hex[SHA256_HEX_ROOM];

		if (version->revision == record->revision)
			version->sha256 = record->content_sha256;
		else if (read_reading(queue->vault, number, queue->view, &shown, hex, err) !=
		    FAULT_NONE)
			return err->fault;
		else
			version->sha256 = text_copy(arena, shown.content_sha256);
	}
	return FAULT_NONE;
}

static enum fault show_one(
    const struct queue *queue, int64_t number, public_taker *take, void *context, struct error *err)
{
	struct history history;
	struct public_record record = { 0 };
	VersionList versions = { 0 };
	char hex[SHA256_HEX_ROOM];
	struct arena arena;
	enum fault fault;

	arena_begin(&arena, 0);
	fault = vault_history_of(queue->vault, number, &arena, &history, err);
	if (fault == FAULT_NONE)
		fault = list_versions(queue, &history, &arena, &versions, &record.released, err);
	if (fault == FAULT_NONE && versions.count) {
		record.id = history.id;
		record.revision = versions.items[versions.count - 1].revision;
		record.versions = versions.items;
		record.version_count = versions.count;
		fault = read_reading(queue->vault, number, queue->view, &record, hex, err);
		if (queue->view == VIEW_ALL)
			versions.items[0].released = record.released;
		if (fault == FAULT_NONE)
			fault = hash_versions(queue, number, &record, &arena, &versions, err);
		if (fault == FAULT_NONE)
			fault = take(context, &record, err);
	}
	arena_end(&arena);
	return fault;
}

static enum fault show_all(
    struct queue *queue, public_taker *take, void *context, struct error *err)
{
	enum fault fault = vault_each_history(queue->vault, place_one, queue, err);

	if (queue->places.count)
		qsort(queue->places.items, queue->places.count, sizeof *queue->places.items,
		    compare_places);
	for (uint32_t i = 0; i < queue->places.count && fault == FAULT_NONE; i++)
		fault = show_one(queue, queue->places.items[i].record, take, context, err);
	return fault;
}

enum fault vault_each_public(
    struct vault *vault, Moment now, public_taker *take, void *context, struct error *err)
{
	struct arena arena;
	struct queue queue = { .vault = vault, .view = VIEW_PUBLIC, .now = now, .arena = &arena };
	enum fault fault;

	arena_begin(&arena, 0);
	fault = show_all(&queue, take, context, err);
	arena_end(&arena);
	return fault;
}

enum fault vault_each_latest(
    struct vault *vault, public_taker *take, void *context, struct error *err)
{
	struct arena arena;
	struct queue queue = { .vault = vault, .view = VIEW_ALL, .arena = &arena };
	enum fault fault;

	arena_begin(&arena, 0);
	fault = show_all(&queue, take, context, err);
	arena_end(&arena);
	return fault;
}

/* --- content --- */

static enum fault copy_content(
    struct statement *rows, struct arena *arena, struct packed_content *packed, struct error *err)
{
	packed->is_packed = !row_is_null(rows, 5);
	packed->is_source_packed = row_number(rows, 7) != 0;
	packed->structure =
	    text_copy(arena, packed->is_packed ? row_blob(rows, 5) : row_text(rows, 0));
	packed->text = text_copy(arena, packed->is_packed ? row_blob(rows, 6) : row_text(rows, 1));
	packed->source = text_copy(arena, row_blob(rows, 2));
	packed->reading_hash = row_hash(rows, 3);
	packed->source_hash = row_hash(rows, 4);
	if (arena->failed)
		return fail(
		    err, FAULT_NO_MEMORY, "no memory left for '%.*s'", TEXT_ARG(packed->id));
	return FAULT_NONE;
}

enum fault vault_packed(struct vault *vault, Text id, uint32_t revision, struct arena *arena,
    struct packed_content *packed, struct error *err)
{
	struct statement *rows = vault_ask(vault, ASK_CONTENT, err);
	struct packed_content content = { .id = text_copy(arena, id) };
	enum fault fault = FAULT_NONE, end;
	bool found;

	if (!rows)
		return err->fault;
	bind_text(rows, 1, id);
	bind_number(rows, 2, revision);
	found = statement_step(rows);
	if (found)
		fault = copy_content(rows, arena, &content, err);
	end = statement_end(rows, err);
	if (fault != FAULT_NONE || end != FAULT_NONE)
		return fault != FAULT_NONE ? fault : end;
	if (!found)
		return fail(err, FAULT_NOT_FOUND, "no revision %u of '%.*s' in the archive",
		    revision, TEXT_ARG(id));
	*packed = content;
	return FAULT_NONE;
}
