/* JSON Lines of our own export: one record a line in the form that `chancery show --as json` gives
 * (schema chancery.record/1, the text in "transcript"), or such a record over several lines, from
 * "{" to "}" at a line's start. The line is the source of the record; spans and shifts stay those
 * of the source it was first read from, so that reading an export back gives the same structure. */
#include "intake/format.h"
#include "record/codec.h"
#include "record/document.h"

#define LINE_MOST   RECORD_LIMIT /* a source is never longer */
#define LEVELS_MOST 8            /* of blocks within blocks */

/* --- cutting --- */

/* Drops what is left of a line that is too long. */
static enum fault skip_line(struct feed *feed, struct error *err)
{
	for (;;) {
		Text window = feed_window(feed);
		size_t at = text_find_char(window, '\n');

		feed_drop(feed, at == TEXT_NONE ? window.len : at + 1);
		if (at != TEXT_NONE || (feed->ended && !feed_window(feed).len))
			return FAULT_NONE;
		enum fault fault = feed_fill(feed, 1, err);
		if (fault != FAULT_NONE)
			return fault;
	}
}

/* A record that begins with a line "{", up to the line "}", in the window. */
static enum fault take_printed(struct feed *feed, Text *record, struct error *err)
{
	size_t seen = 0;

	for (;;) {
		Text window = feed_window(feed);
		size_t at = text_find(text_from(window, seen), TEXT("\n}"));

		if (at != TEXT_NONE || feed->ended) {
			*record =
			    text_slice(window, 0, at == TEXT_NONE ? window.len : seen + at + 2);
			return FAULT_NONE;
		}
		if (window.len > LINE_MOST)
			return fail(err, FAULT_TOO_LARGE,
			    "the record of line %u of '%s' is longer than %u bytes", feed->line,
			    feed->name, LINE_MOST);
		seen = window.len ? window.len - 1 : 0;
		enum fault fault = feed_fill(feed, window.len + 1, err);
		if (fault != FAULT_NONE)
			return fault;
	}
}

static enum fault take_record(struct feed *feed, Text *record, struct error *err)
{
	enum fault fault = feed_line(feed, LINE_MOST, record, err);

	return fault == FAULT_NONE && text_equal(text_trim(*record), TEXT("{"))
	    ? take_printed(feed, record, err)
	    : fault;
}

static enum fault split_lines(struct intake *intake, struct feed *feed, struct error *err)
{
	enum fault fault = FAULT_NONE;

	while (fault == FAULT_NONE) {
		struct error reason = { 0 };
		Text record = { 0 };
		uint32_t line = feed->line;

		fault = take_record(feed, &record, &reason);
		if (fault == FAULT_TOO_LARGE) {
			fault = splitter_reject(intake, line, &reason, err);
			if (fault == FAULT_NONE)
				fault = skip_line(feed, err);
			continue;
		}
		if (fault != FAULT_NONE)
			return fail(err, fault, "%s", reason.text);
		if (!record.len)
			break;
		if (text_trim(record).len)
			fault = splitter_put(intake, &format_jsonl, record, line, err);
		feed_drop(feed, record.len);
	}
	return fault;
}

/* --- reading --- */

/* The way back to the first source runs forward and never before its beginning. */
static bool shifts_hold(const struct transcript *transcript)
{
	for (uint32_t i = 0; i < transcript->shifts.count; i++) {
		struct shift shift = transcript->shifts.items[i];

		if (shift.at > transcript->text.len || (int64_t)shift.at + shift.shift < 0 ||
		    (i && shift.at < transcript->shifts.items[i - 1].at))
			return false;
	}
	return true;
}

static bool cuts_sign(Text text, size_t at)
{
	return at < text.len && ((unsigned char)text.at[at] & 0xC0) == 0x80;
}

/* A page shows what the span names: whole signs of UTF-8. */
static bool is_whole(const struct transcript *transcript, Span span)
{
	return !cuts_sign(transcript->text, span.start) &&
	    !cuts_sign(transcript->text, (size_t)span.start + span.length);
}

/* What the rest of Chancery relies on to stay linear: blocks lie one behind the other, each on a
 * line of its own, none over much more than the parts that it holds. */
static bool blocks_hold(const struct cable *cable, const struct transcript *transcript)
{
	uint64_t lines = 0;
	uint32_t end = 0, line = 0;

	if (!is_whole(transcript, cable->message) || !is_whole(transcript, cable->header.span))
		return false;
	for (uint32_t i = 0; i < cable->blocks.count; i++) {
		const struct block *block = &cable->blocks.items[i];

		if (!is_whole(transcript, block->span) || block->span.start < end ||
		    block->first_line <= line || block->end_line > transcript->lines.count)
			return false;
		end = block->span.start + block->span.length;
		line = block->first_line;
		lines += block->end_line > line ? block->end_line - line : 0;
	}
	return lines <= (uint64_t)LEVELS_MOST * transcript->lines.count;
}

static bool markers_hold(const struct cable *cable)
{
	for (uint32_t i = 1; i < cable->markers.count; i++)
		if (cable->markers.items[i].line <= cable->markers.items[i - 1].line)
			return false;
	return true;
}

static bool sections_hold(const struct narrative *narrative, const struct transcript *transcript)
{
	uint32_t end = 0;

	for (uint32_t i = 0; i < narrative->sections.count; i++)
		for (uint32_t j = 0; j < narrative->sections.items[i].paragraphs.count; j++) {
			Span span = narrative->sections.items[i].paragraphs.items[j].span;

			if (span.start < end || !is_whole(transcript, span))
				return false;
			end = span.start + span.length;
		}
	return true;
}

static bool parts_hold(const struct frus_document *document, const struct transcript *transcript)
{
	uint32_t end = 0;

	for (uint32_t i = 0; i < document->parts.count; i++) {
		Span span = document->parts.items[i].span;

		if (span.start < end || !is_whole(transcript, span))
			return false;
		end = span.start + span.length;
	}
	return true;
}

static enum fault check_record(const struct record *record, struct error *reason)
{
	if (!shifts_hold(&record->transcript))
		fail(reason, FAULT_BAD_INPUT, "record: 'shifts' do not lead back to a source");
	else if (record->cable && !blocks_hold(record->cable, &record->transcript))
		fail(reason, FAULT_BAD_INPUT, "record: 'blocks' are not in order");
	else if (record->cable && !markers_hold(record->cable))
		fail(reason, FAULT_BAD_INPUT, "record: 'page_markers' are not in order");
	else if (record->narrative && !sections_hold(record->narrative, &record->transcript))
		fail(reason, FAULT_BAD_INPUT, "record: 'sections' are not in order");
	else if (record->document && !parts_hold(record->document, &record->transcript))
		fail(reason, FAULT_BAD_INPUT, "record: 'parts' are not in order");
	return reason->fault;
}

static enum fault take_text(struct piece *piece, Text *text, struct error *reason)
{
	json_t *tree = json_read(text_trim(piece->source), reason);
	Text schema = json_get_text(tree, "schema"), read = json_get_text(tree, "transcript");

	if (!tree)
		return reason->fault;
	if (!schema.len)
		fail(reason, FAULT_BAD_INPUT, "no \"schema\": this is no record of an export");
	else if (!text_equal(schema, TEXT("chancery.record/1")))
		fail(reason, FAULT_BAD_INPUT,
		    "schema '%.*s' is not known here; this Chancery reads 'chancery.record/1'",
		    TEXT_ARG(text_slice(schema, 0, 100)));
	else if (!read.at)
		fail(reason, FAULT_BAD_INPUT, "no \"transcript\": the record's text is missing");
	else if (read.len > RECORD_LIMIT)
		fail(reason, FAULT_TOO_LARGE, "a text of %zu bytes; the limit is %u", read.len,
		    RECORD_LIMIT);
	else
		*text = text_copy(&piece->arena, read);
	json_decref(tree);
	return reason->fault;
}

static void read_line(struct piece *piece, struct error *reason)
{
	struct record *record;
	Text text = { 0 };

	if (take_text(piece, &text, reason) != FAULT_NONE)
		return;
	record = record_from_json(text_trim(piece->source), text, &piece->arena, reason);
	if (!record)
		return;
	piece->record = *record;
	if (check_record(record, reason) != FAULT_NONE)
		return;
	if (piece->forced_id.len)
		piece->record.id = text_copy(&piece->arena, piece->forced_id);
	piece_check_id(piece, reason);
}

static int likeness(Text head, const struct catalog *catalog)
{
	Text line = text_trim(head);
	size_t schema;

	(void)catalog;
	if (!text_starts(line, TEXT("{")))
		return 0;
	schema = text_find(text_slice(line, 0, 4096), TEXT("\"chancery.record/"));
	return schema != TEXT_NONE                                 ? 100
	    : text_find(line, TEXT("\"transcript\"")) != TEXT_NONE ? 60
								   : 0;
}

const struct format format_jsonl = {
	TEXT_INIT("jsonl"),
	TEXT_INIT("records of an export of ours, one a line of JSON"),
	likeness,
	split_lines,
	read_line,
};
