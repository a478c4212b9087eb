/* Adding: a lane writes to what is its own and to the places of its documents, so lanes need no
 * lock. A failure within a record leaves the lane half told: the writer is to be dropped then. */
#include "search/segment_writer.h"

#include <assert.h>
#include <stdlib.h>

#include "search/columns.h"
#include "search/words.h"
#include "search/writer.h"

static enum fault no_memory(struct error *err)
{
	return fail(err, FAULT_NO_MEMORY, "no memory left for the search index");
}

struct segment_writer *segment_writer_begin(
    const struct catalog *catalog, unsigned lanes, struct error *err)
{
	struct segment_writer *writer = calloc(1, sizeof *writer);

	assert(lanes > 0 && lanes <= UINT16_MAX);
	if (writer) {
		writer->catalog = catalog;
		writer->lanes = calloc(lanes, sizeof *writer->lanes);
		writer->documents = calloc(SEGMENT_DOCUMENTS, sizeof *writer->documents);
	}
	if (writer && writer->lanes && writer->documents) {
		writer->lane_count = lanes;
		return writer;
	}
	segment_writer_drop(writer);
	no_memory(err);
	return NULL;
}

void segment_writer_drop(struct segment_writer *writer)
{
	if (!writer)
		return;
	for (unsigned i = 0; i < writer->lane_count; i++) {
		inverter_end(&writer->lanes[i].inverter);
		bytes_end(&writer->lanes[i].texts);
		bytes_end(&writer->lanes[i].starts);
	}
	free(writer->lanes);
	free(writer->documents);
	free(writer);
}

/* Positions from *position on. `sketcher`: NULL for the id. */
static bool hear_passage(struct inverter *inverter, Text text, uint32_t *position, bool in_subject,
    struct sketcher *sketcher)
{
	struct word_room room;
	struct arena arena;
	struct word word;
	uint32_t at = 0;
	bool kept = true;

	arena_begin(&arena, 0);
	while (kept && word_look(text, &at, &room, &arena, &word)) {
		kept = inverter_hear(inverter, word.folded, (*position)++, in_subject);
		if (sketcher)
			sketcher_hear(sketcher, word.folded);
	}
	kept = kept && !arena.failed;
	arena_end(&arena);
	return kept;
}

static bool add_words(
    struct lane *lane, uint32_t number, const PassageList *passages, struct document *document)
{
	struct sketcher sketcher = { 0 };
	uint32_t position = 0, start = 0;

	document->starts = lane->starts.len;
	for (uint32_t i = 0; i < passages->count; i++) {
		if (i) {
			position++;
			bytes_varint(&lane->starts, position - start);
			start = position;
		}
		if (!hear_passage(&lane->inverter, passages->items[i].text, &position, i == 0,
			i + 1 < passages->count ? &sketcher : NULL))
			return false;
		if (i == 0)
			document->subject = position;
	}
	document->sketch = sketcher.sketch;
	document->positions = position;
	document->words = passages->count ? position - (passages->count - 1) : 0;
	document->starts_size = (uint32_t)(lane->starts.len - document->starts);
	return inverter_document(&lane->inverter, number) && !lane->starts.failed;
}

static int64_t seconds_of(Moment moment)
{
	return moment.precision == PRECISION_UNKNOWN ? INT64_MIN : moment.seconds;
}

static bool add_facts(
    struct lane *lane, const struct published *published, struct document *document)
{
	const struct record *record = published->record;

	document->created = seconds_of(record->created);
	document->released = seconds_of(published->released);
	document->precisions =
	    (uint8_t)(16 * record->created.precision + published->released.precision);
	document->text = lane->texts.len;
	document->id_size = (uint32_t)record->id.len;
	bytes_put(&lane->texts, record->id.at, record->id.len);
	bytes_put(&lane->texts, record->title.at, record->title.len);
	document->text_size = (uint32_t)(lane->texts.len - document->text);
	return !lane->texts.failed;
}

static bool add_values(struct segment_writer *writer, struct lane *lane, uint32_t number,
    const struct published *published)
{
	struct arena arena;
	bool added;

	arena_begin(&arena, 0);
	added = columns_add(writer->catalog, &lane->inverter, number, published, &arena);
	arena_end(&arena);
	return added;
}

enum fault segment_writer_add(struct segment_writer *writer, unsigned lane, uint32_t number,
    const struct published *published, const PassageList *passages, struct error *err)
{
	struct lane *into = &writer->lanes[lane];
	struct document document = { .lane = (uint16_t)lane, .added = true };

	assert(lane < writer->lane_count);
	if (number >= SEGMENT_DOCUMENTS)
		return fail(err, FAULT_TOO_LARGE,
		    "record %u is beyond the %u that one segment of the search index holds", number,
		    SEGMENT_DOCUMENTS);
	if (into->added && number <= into->last)
		return fail(err, FAULT_CONFLICT,
		    "record %u comes after record %u in the search index", number, into->last);
	if (!add_words(into, number, passages, &document) ||
	    !add_facts(into, published, &document) || !add_values(writer, into, number, published))
		return no_memory(err);
	writer->documents[number] = document;
	into->last = number;
	into->added++;
	return FAULT_NONE;
}
