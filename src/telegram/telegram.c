/* The driver: header, first lines, body, signature, then what the whole says about the record. */
#include "telegram/telegram.h"

#include "record/reference_id.h"
#include "telegram/reader.h"

/* The date-time group counts; the container's minute is compared with it. */
static void set_created(struct reader *reader)
{
	struct record *record = reader->record;
	Moment group = reader->cable->header.dtg.moment, stated;
	bool has_stated = moment_read(record->top_box.created.text, &stated);

	record->created = group.precision ? group : has_stated ? stated : MOMENT_UNKNOWN;
	if (!group.precision && has_stated)
		record->created.precision =
		    stated.precision > PRECISION_MINUTE ? PRECISION_MINUTE : stated.precision;
	if (group.precision && has_stated && stated.precision >= PRECISION_MINUTE &&
	    stated.seconds / 60 != group.seconds / 60)
		reader_note(reader, NOTE_CREATED_DISAGREES, record->top_box.created.text);
}

/* Year of the date-time group, post and number of the classification line. */
static void make_id(struct reader *reader)
{
	struct record *record = reader->record;
	const struct cable *cable = reader->cable;
	Text digits = cable->message_number.text;
	ReferenceId id = { .station = cable->station.text };

	if (!id.station.len || !text_take_digits(&digits, 7, &id.number) ||
	    !record->created.precision)
		return;
	id.year = clock_civil(record->created.seconds).year;
	record->id = reference_id_text(&id, reader->arena);
	reader_note(reader, NOTE_ID_FROM_LINES, cable->classification_line.text);
}

/* The container's id is kept; post and number of the classification line should say the same. */
static void check_id(struct reader *reader)
{
	struct record *record = reader->record;
	const struct cable *cable = reader->cable;
	Text digits = cable->message_number.text;
	uint64_t number;
	ReferenceId id;

	if (!reference_id_read(record->id, &id)) {
		reader_note(reader, NOTE_BAD_ID, record->top_box.id.text);
		return;
	}
	const struct post *post = catalog_post(reader->catalog, id.station);
	if (!cable->station.text.len || !text_take_digits(&digits, 7, &number))
		return;
	if (number != id.number ||
	    !text_equal(post ? post->station : id.station, cable->station.text))
		reader_note(reader, NOTE_ID_DISAGREES, cable->classification_line.text);
}

static void set_id(struct reader *reader)
{
	struct record *record = reader->record;

	container_id_read(reader);
	if (record->id.len)
		check_id(reader);
	else
		make_id(reader);
}

static void set_classification(struct reader *reader)
{
	struct record *record = reader->record;
	const struct cable *cable = reader->cable;
	enum classification stated = classification_read(record->top_box.classification.text);
	enum classification read = cable->effective != CLASS_UNKNOWN
	    ? cable->effective
	    : cable->header.signal_classification;

	record->classification = stated != CLASS_UNKNOWN ? stated : read;
	if (stated != CLASS_UNKNOWN && cable->effective != CLASS_UNKNOWN &&
	    stated != cable->effective)
		reader_note(reader, NOTE_CLASS_DISAGREES, cable->classification_line.text);
}

static void set_captions(struct reader *reader)
{
	for (uint32_t i = 0; i < reader->cable->captions.count; i++)
		reader_add_once(
		    reader, &reader->record->captions, reader->cable->captions.items[i].code);
}

/* Display name and country of the post; the Department in Washington stands for no country. */
static void set_places(struct reader *reader)
{
	struct record *record = reader->record;
	ReferenceId id;
	const struct post *post = NULL;

	if (record->top_box.origin.text.len)
		post = catalog_post_by_name(reader->catalog, record->top_box.origin.text);
	if (!post && reference_id_read(record->id, &id))
		post = catalog_post(reader->catalog, id.station);
	record->origin = record->top_box.origin.text.len ? record->top_box.origin.text
	    : post                                       ? post->name
							 : (Text){ 0 };
	if (post && !text_equal(post->kind, TEXT("department")))
		reader_add_once(reader, &record->countries, post->country_iso2);
	for (uint32_t i = 0; i < record->tags.count; i++) {
		const struct tag *tag = catalog_tag(reader->catalog, record->tags.items[i]);
		if (tag && text_equal(tag->kind, TEXT("geographic")))
			reader_add_once(reader, &record->countries, tag->country_iso2);
	}
}

static void read_all(struct reader *reader)
{
	header_read(reader);
	set_created(reader);
	reader->first = reader->line;
	if (reader->line < reader->end) {
		Text message = reader_stretch(
		    reader_line(reader, reader->line), reader_line(reader, reader->end - 1));
		reader->cable->message = transcript_span(reader->transcript, message);
		reader->frames = arena_take(reader->arena, reader->end - reader->first);
		if (!reader->frames)
			return;
	}
	markers_read(reader);
	furniture_read(reader);
	class_line_read(reader);
	set_id(reader);
	lines_read(reader);
	markers_join(reader, reader->line);
	classified_in_body(reader);
	uint32_t body = reader->line, end = signature_read(reader);
	body_read(reader, end);
	remarks_read(reader, body, end);
	sections_check(reader);
	redactions_read(reader);
	effective_classification(reader);
	set_classification(reader);
	set_captions(reader);
	set_places(reader);
	reader->record->title = subject_clean(reader, reader->cable->subject.text);
}

enum fault telegram_read(struct record *record, Text message, const struct catalog *catalog,
    struct arena *arena, struct error *err)
{
	return telegram_read_among(record, message, NULL, catalog, arena, err);
}

enum fault telegram_read_among(struct record *record, Text message, const FurnitureList *furniture,
    const struct catalog *catalog, struct arena *arena, struct error *err)
{
	Span span = transcript_span(&record->transcript, message);
	struct reader reader = { .record = record,
		.catalog = catalog,
		.arena = arena,
		.transcript = &record->transcript,
		.furniture = furniture };

	record->kind = RECORD_CABLE;
	record->cable = reader.cable = ARENA_NEW(arena, struct cable);
	if (reader.cable) {
		reader.line = reader.first = transcript_line(&record->transcript, span.start);
		reader.end = span.length
		    ? transcript_line(&record->transcript, span.start + span.length - 1) + 1
		    : reader.line;
		read_all(&reader);
	}
	if (arena->failed)
		return fail(
		    err, FAULT_NO_MEMORY, "no memory to read a telegram of %zu bytes", message.len);
	return FAULT_NONE;
}

/* Points for what only a telegram has. */
static int points_of(const struct catalog *catalog, Text line)
{
	struct class_line parts;
	bool misspelt;

	if (text_starts(line, TEXT("VZCZ")) || dtg_looks_like(line) ||
	    text_starts(line, TEXT("DE RUE")))
		return 30;
	if (class_line_take(catalog, line, &parts))
		return parts.number.len ? 60 : 15;
	if (text_starts(line, TEXT("FM ")) || text_starts(line, TEXT("TO ")) ||
	    text_starts(line, TEXT("INFO ")))
		return 15;
	return keyword_take(&line, &misspelt) ? 15 : 0;
}

int telegram_likeness(Text head, const struct catalog *catalog)
{
	int points = 0;

	for (int lines = 0; head.len && lines < 400 && points < 90; lines++)
		points += points_of(catalog, text_trim(text_cut(&head, '\n')));
	return points > 90 ? 90 : points;
}
