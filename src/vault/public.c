/* What the public may see: read by publish alone. Content is checked against its hashes on the way
 * out. */
#include "vault/internal.h"
#include "vault/standing.h"

#include <stdlib.h>
#include <string.h>

/* --- in order of created, then id --- */

/* A public record, small: there may be hundreds of thousands. */
struct place {
	int64_t record, created;
	uint32_t rank; /* in order of id */
	bool dated;
};

struct queue {
	struct vault *vault;
	Moment now;
	struct arena *arena;
	ARRAY(struct place) places;
};

/* Kind, time and hash of one revision; `hex` keeps the digits. */
static enum fault read_reading(struct vault *vault, int64_t number, struct public_record *record,
    char hex[SHA256_HEX_ROOM], struct error *err)
{
	struct statement *rows = vault_ask(vault, ASK_READING, err);
	Sha256 hash = { 0 };
	Text bytes;
	bool found;
	enum fault fault;

	if (!rows)
		return err->fault;
	bind_number(rows, 1, number);
	bind_number(rows, 2, record->revision);
	found = statement_step(rows);
	if (found) {
		record_kind_read(row_text(rows, 0), &record->kind);
		record->created = row_moment(rows, 1);
		bytes = row_blob(rows, 3);
		if (bytes.len == sizeof hash.bytes)
			memcpy(hash.bytes, bytes.at, bytes.len);
		record->reading_sha256 = sha256_hex(hash, hex);
	}
	fault = statement_end(rows, err);
	if (fault == FAULT_NONE && !found)
		fault = fail(err, FAULT_CORRUPT, "'%s' has no reading of '%.*s', revision %u",
		    vault->path, TEXT_ARG(record->id), record->revision);
	return fault;
}

static enum fault place_one(void *context, const struct history *history, struct error *err)
{
	struct queue *queue = context;
	struct standing standing = standing_of(history, queue->now);
	struct public_record shown = { .id = history->id };
	char hex[SHA256_HEX_ROOM];
	struct place *place;

	if (!standing.in_force || standing.in_force->verdict != VERDICT_RELEASE)
		return FAULT_NONE;
	shown.revision = standing.in_force->revision;
	if (read_reading(queue->vault, history->record, &shown, hex, err) != FAULT_NONE)
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

static enum fault show_one(struct vault *vault, int64_t number, Moment now, public_taker *take,
    void *context, struct error *err)
{
	struct history history;
	struct public_record record = { 0 };
	VersionList versions = { 0 };
	char hex[SHA256_HEX_ROOM];
	struct arena arena;
	enum fault fault;

	arena_begin(&arena, 0);
	fault = vault_history_of(vault, number, &arena, &history, err);
	if (fault == FAULT_NONE)
		fault = standing_versions(&history, now, &arena, &versions, &record.released, err);
	if (fault == FAULT_NONE && versions.count) {
		record.id = history.id;
		record.revision = versions.items[versions.count - 1].revision;
		record.versions = versions.items;
		record.version_count = versions.count;
		fault = read_reading(vault, number, &record, hex, err);
		if (fault == FAULT_NONE)
			fault = take(context, &record, err);
	}
	arena_end(&arena);
	return fault;
}

enum fault vault_each_public(
    struct vault *vault, Moment now, public_taker *take, void *context, struct error *err)
{
	struct arena arena;
	struct queue queue = { .vault = vault, .now = now, .arena = &arena };
	enum fault fault;

	arena_begin(&arena, 0);
	fault = vault_each_history(vault, place_one, &queue, err);
	if (queue.places.count)
		qsort(queue.places.items, queue.places.count, sizeof *queue.places.items,
		    compare_places);
	for (uint32_t i = 0; i < queue.places.count && fault == FAULT_NONE; i++)
		fault = show_one(vault, queue.places.items[i].record, now, take, context, err);
	arena_end(&arena);
	return fault;
}

/* --- content --- */

/* A hash of another length is none that any bytes have. */
static void take_hash(struct statement *rows, int column, Sha256 *hash)
{
	Text stored = row_blob(rows, column);

	if (stored.len == sizeof hash->bytes)
		memcpy(hash->bytes, stored.at, stored.len);
}

static enum fault copy_content(
    struct statement *rows, struct arena *arena, struct packed_content *packed, struct error *err)
{
	packed->is_packed = !row_is_null(rows, 5);
	packed->is_source_packed = row_number(rows, 7) != 0;
	packed->structure =
	    text_copy(arena, packed->is_packed ? row_blob(rows, 5) : row_text(rows, 0));
	packed->text = text_copy(arena, packed->is_packed ? row_blob(rows, 6) : row_text(rows, 1));
	packed->source = text_copy(arena, row_blob(rows, 2));
	take_hash(rows, 3, &packed->reading_hash);
	take_hash(rows, 4, &packed->source_hash);
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

/* --- withdrawn --- */

struct farewell {
	Moment now;
	withdrawal_taker *take;
	void *context;
};

static enum fault tell_one(void *context, const struct history *history, struct error *err)
{
	const struct farewell *farewell = context;
	struct standing standing = standing_of(history, farewell->now);
	struct withdrawal withdrawal;

	if (!standing.once_public || !standing.in_force ||
	    standing.in_force->verdict != VERDICT_WITHDRAW)
		return FAULT_NONE;
	withdrawal = (struct withdrawal){ history->id, standing.in_force->effective,
		standing.in_force->reason };
	return farewell->take(farewell->context, &withdrawal, err);
}

enum fault vault_each_withdrawn(
    struct vault *vault, Moment now, withdrawal_taker *take, void *context, struct error *err)
{
	struct farewell farewell = { now, take, context };

	return vault_each_history(vault, tell_one, &farewell, err);
}
