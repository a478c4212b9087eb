/* A cable read again: the message by its grammar, page frames where they were, and what its
 * container added behind the reader: an id of its own form, times, ids that are cited, a title,
 * TAGS.
 */
#include "record/reference_id.h"
#include "record/reflow.h"
#include "redact/internal.h"
#include "telegram/tags.h"
#include "telegram/telegram.h"

/* --- where the message is --- */

static uint32_t least(uint32_t least, const Field *field)
{
	return field->text.len && field->span.length && field->span.start < least
	    ? field->span.start
	    : least;
}

static uint32_t least_addressee(uint32_t first, const AddresseeList *list)
{
	return list->count ? least(first, &list->items[0].plad) : first;
}

static uint32_t first_field(const struct cable_header *header)
{
	uint32_t first = header->span.start + header->span.length;

	first = least(first, &header->transmission_id);
	first = least(first, &header->precedence);
	if (header->routing_indicators.count)
		first = least(first, &header->routing_indicators.items[0]);
	first = least(first, &header->de.station);
	if (header->signals.count)
		first = least(first, &header->signals.items[0]);
	first = least(first, &header->dtg.raw);
	first = least(first, &header->from.plad);
	first = least_addressee(first, &header->to);
	first = least_addressee(first, &header->info);
	return least_addressee(first, &header->excluded);
}

/* A line of the header that is no field. */
static bool opens_header(Text line)
{
	line = text_trim(line);
	return text_starts_nocase(line, TEXT("This record is a partial extract")) ||
	    text_equal(line, TEXT("TO")) || text_equal(line, TEXT("INFO")) ||
	    text_equal(line, TEXT("XMT"));
}

static Text line_at(const struct transcript *transcript, uint32_t at)
{
	return transcript_get_line(transcript, transcript_line(transcript, at));
}

/* The header of an archive's telegram was widened over the list of offices above it, which the
 * reader of telegrams must not see. */
static uint32_t header_start(const struct record *record)
{
	const struct cable_header *header = &record->cable->header;

	if (opens_header(line_at(&record->transcript, header->span.start)))
		return header->span.start;
	return first_field(header);
}

/* With its end, which tells that an empty line is there. */
static uint32_t behind_line(const struct record *record, uint32_t end)
{
	return end < record->transcript.text.len ? end + 1 : end;
}

Span message_stretch(const struct record *record)
{
	const struct cable *cable = record->cable;
	uint32_t end = (uint32_t)record->transcript.text.len, start = end;

	if (cable->header.span.length)
		start = header_start(record);
	else if (cable->message.length)
		start = cable->message.start;
	if (cable->message.length)
		end = behind_line(record, cable->message.start + cable->message.length);
	else if (cable->header.span.length)
		end = cable->header.span.start + cable->header.span.length;
	return (Span){ start, end > start ? end - start : 0 };
}

/* A frame of which words are cut stays a frame; one that a cut has run into is none any more. */
static FurnitureList frames_of(struct redacting *redacting)
{
	const struct transcript *transcript = &redacting->record->transcript;
	const struct cable *old = redacting->old->cable;
	FurnitureList list = { 0 };

	for (uint32_t i = 0; i < old->markers.count; i++) {
		Span frame = old->markers.items[i].furniture, now = moved_span(redacting, frame);
		struct furniture *added;

		if (!now.length || is_within_cut(redacting, frame.start) ||
		    is_within_cut(redacting, frame.start + frame.length))
			continue;
		added = array_add(&list, redacting->arena);
		if (added)
			*added = (struct furniture){ transcript_line(transcript, now.start),
				transcript_line(transcript, now.start + now.length - 1) + 1 };
	}
	return list;
}

/* --- what the container added --- */

static bool was_noted(const struct record *record, enum note_kind kind)
{
	for (uint32_t i = 0; i < record->notes.count; i++)
		if (record->notes.items[i].kind == kind)
			return true;
	return false;
}

static void keep_drafters(struct redacting *redacting)
{
	const struct cable *old = redacting->old->cable;
	struct cable *cable = redacting->record->cable;

	if (!cable->drafted_by.text.len)
		cable->drafted_by = reworded_field(redacting, &old->drafted_by);
	if (!cable->approved_by.text.len)
		cable->approved_by = reworded_field(redacting, &old->approved_by);
}

static void widen_header(struct redacting *redacting)
{
	Span old = redacting->old->cable->header.span;
	struct cable_header *header = &redacting->record->cable->header;
	uint32_t start = moved(redacting, old.start);

	if (!old.length || !header->span.length || start >= header->span.start)
		return;
	header->span.length += header->span.start - start;
	header->span.start = start;
	header->first_line = transcript_line(&redacting->record->transcript, start);
}

/* A message without a subject has the title that stands beside it, where that still stands. */
static void keep_title(struct redacting *redacting, struct error *err)
{
	const struct record *old = redacting->old;
	struct record *record = redacting->record;
	Span message = message_stretch(old);
	SpanList found = { 0 };

	if (record->title.len || !old->title.len || old->cable->subject.text.len ||
	    redact_find_words(old, old->title, redacting->arena, &found, err) != FAULT_NONE)
		return;
	for (uint32_t i = 0; i < found.count; i++) {
		Span at = found.items[i];

		if (at.start >= message.start && at.start < message.start + message.length)
			continue;
		record->title = record_words(record, moved_span(redacting, at), redacting->arena);
		return;
	}
}

static bool has_codes(const struct cable *cable)
{
	for (uint32_t i = 0; i < cable->tags.count; i++)
		if (cable->tags.items[i].codes.count)
			return true;
	return false;
}

/* Where they were the container's, and its line stands in the text. */
static void keep_tags(struct redacting *redacting)
{
	const struct record *old = redacting->old;
	struct record *record = redacting->record;
	uint32_t before = moved(redacting, message_stretch(old).start);
	Text head = text_slice(record->transcript.text, 0, before);

	if (record->tags.count || !old->tags.count || has_codes(old->cable))
		return;
	while (head.len) {
		Text line = text_cut(&head, '\n');

		if (!text_take_nocase(&line, TEXT("TAGS:")))
			continue;
		tags_of_container(record, line, redacting->catalog, redacting->arena);
		return;
	}
}

/* --- times --- */

/* The reader of the telegram knows nothing of a container's slip in the minutes. */
static void keep_minutes(struct redacting *redacting)
{
	struct record *record = redacting->record;
	Text where = record->top_box.created.text;

	if (!was_noted(redacting->old, NOTE_CREATED_MINUTES) || !where.len)
		return;
	if (!record->cable->header.dtg.moment.precision && record->created.precision) {
		Civil day = clock_civil(record->created.seconds);

		day.hour = day.minute = day.second = 0;
		record->created = moment_of(day, PRECISION_DAY);
	}
	for (uint32_t i = 0; i < record->notes.count; i++)
		if (record->notes.items[i].kind == NOTE_CREATED_DISAGREES) {
			record->notes.items[i].kind = NOTE_CREATED_MINUTES;
			return;
		}
	note_add(&record->notes, redacting->arena, &record->transcript, NOTE_CREATED_MINUTES,
	    transcript_slice(&record->transcript, record->top_box.created.span));
}

/* The address says the year whatever is cut. */
static void keep_year(struct redacting *redacting)
{
	struct record *record = redacting->record;
	ReferenceId id;

	if (!record->created.precision && redacting->old->created.precision &&
	    reference_id_read(redacting->old->id, &id))
		record->created =
		    moment_of((Civil){ .year = id.year, .month = 1, .day = 1 }, PRECISION_YEAR);
	if (was_noted(redacting->old, NOTE_ID_FROM_NAME) &&
	    record->cable->classification_line.text.len)
		note_add(&record->notes, redacting->arena, &record->transcript, NOTE_ID_FROM_NAME,
		    record->cable->classification_line.text);
}

/* --- reading --- */

static enum fault read_message(struct redacting *redacting, struct error *err)
{
	FurnitureList frames = frames_of(redacting);
	Text message = moved_text(redacting, message_stretch(redacting->old));

	if (!message.at)
		message = text_from(
		    redacting->record->transcript.text, redacting->record->transcript.text.len);
	keep_notes(redacting, NOTES_BEFORE);
	return telegram_read_among(
	    redacting->record, message, &frames, redacting->catalog, redacting->arena, err);
}

static enum fault read_named(struct redacting *redacting, struct error *err)
{
	redacting->record->id = text_copy(redacting->arena, redacting->old->id);
	return read_message(redacting, err);
}

/* As it was read: without an id but the container's, unless its format has read that; where this
 * gives another one, it was the curator who said it, or the words that said it are cut. */
static enum fault read_as_before(struct redacting *redacting, struct error *err)
{
	const struct record empty = *redacting->record;
	bool from_name = was_noted(redacting->old, NOTE_ID_FROM_NAME);

	if (was_noted(redacting->old, NOTE_ID_CANONICAL))
		return read_named(redacting, err);
	enum fault fault = read_message(redacting, err);
	Text read = redacting->record->id;
	if (fault != FAULT_NONE || text_equal(read, redacting->old->id) || (from_name && !read.len))
		return fault;
	*redacting->record = empty;
	return read_named(redacting, err);
}

enum fault reread_cable(struct redacting *redacting, struct error *err)
{
	struct record *record = redacting->record;

	if (!redacting->old->cable)
		return fail(err, FAULT_BAD_INPUT, "a cable without a structure");
	if (read_as_before(redacting, err) != FAULT_NONE)
		return err->fault;
	keep_drafters(redacting);
	widen_header(redacting);
	keep_title(redacting, err);
	keep_tags(redacting);
	record->id = text_copy(redacting->arena, redacting->old->id);
	keep_references(redacting);
	keep_notes(redacting, NOTES_BEHIND);
	keep_minutes(redacting);
	keep_year(redacting);
	return err->fault;
}
