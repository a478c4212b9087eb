/* Records of an open edition: one by its id, or all of them, merged from its files. */
#include "edition/internal.h"

#include <assert.h>
#include <stdlib.h>

/* --- one record --- */

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
		for (uint32_t i = manifest_pairs(&edition->manifest); i > 0 && !found; i--)
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

enum fault edition_passages(const struct edition *edition, Text id, struct arena *arena,
    Text *packed, Text *title, Text *text, struct error *err)
{
	struct passages_row row = { 0 };
	bool found = false;

	if (record_id_is_valid(id))
		for (uint32_t i = manifest_pairs(&edition->manifest); i > 0 && !found; i--)
			if (records_passages(edition->records[i - 1], id, arena, &row, &found,
				err) != FAULT_NONE)
				return err->fault;
	if (!found)
		return fail_absent(edition, id, err);
	*packed = row.packed;
	*title = row.title;
	*text = row.text;
	return FAULT_NONE;
}

enum fault edition_version_text(const struct edition *edition, Text id, uint32_t number,
    struct arena *arena, Text *text, struct error *err)
{
	bool found = false;

	if (record_id_is_valid(id))
		for (uint32_t i = manifest_pairs(&edition->manifest); i > 0 && !found; i--)
			if (records_version_text(edition->records[i - 1], id, number, arena, text,
				&found, err) != FAULT_NONE)
				return err->fault;
	if (!found)
		return fail(err, FAULT_NOT_FOUND, "no text of its own of version %u of '%.*s'",
		    number, TEXT_ARG(text_slice(id, 0, RECORD_ID_LIMIT)));
	return FAULT_NONE;
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

/* Files `from` to `end` - 1. */
static enum fault merge_files(const struct edition *edition, uint32_t from, uint32_t end,
    published_taker *take, void *context, struct error *err)
{
	uint32_t count = end - from;
	struct lane *lanes = calloc(count + 1, sizeof *lanes), *first;
	enum fault fault = lanes
	    ? FAULT_NONE
	    : fail(err, FAULT_NO_MEMORY, "no memory left to read '%s'", edition->folder);

	for (uint32_t i = 0; i < count && fault == FAULT_NONE; i++) {
		lanes[i].cursor = records_cursor_open(edition->records[from + i], err);
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

enum fault edition_each(
    const struct edition *edition, published_taker *take, void *context, struct error *err)
{
	return merge_files(edition, 0, manifest_pairs(&edition->manifest), take, context, err);
}

enum fault edition_each_of(const struct edition *edition, uint32_t file, published_taker *take,
    void *context, struct error *err)
{
	assert(file < manifest_pairs(&edition->manifest));
	return merge_files(edition, file, file + 1, take, context, err);
}
