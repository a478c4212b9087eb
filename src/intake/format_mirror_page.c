/* A page of a mirror as HTML: the top box, then header and message, each in a <pre>. The record's
 * source is the whole page; its text is the box's row, the articles, header and message. Where
 * another record has run into the message the page is a container of several: the host's source
 * ends there, so that releasing it releases no word of the other (I4), and what follows is a record
 * of its own (format_dump_row.c). */
#include "intake/dump_row.h"
#include "intake/mirror.h"

#define SPLICED TEXT("spliced") /* piece->within of a host that was cut */

enum cell { CELL_ID, CELL_CREATED, CELL_RELEASED, CELL_CLASSIFICATION, CELL_ORIGIN };

/* --- cutting --- */

static uint32_t count_lines(Text text)
{
	uint32_t lines = 0;

	for (size_t at; (at = text_find_char(text, '\n')) != TEXT_NONE; lines++)
		text = text_from(text, at + 1);
	return lines;
}

static enum fault put_splices(
    struct intake *intake, const struct mirror_page *page, Text source, struct error *err)
{
	enum fault fault = FAULT_NONE;
	uint32_t line = 1;
	size_t counted = 0;

	for (unsigned i = 0; i < page->splice_count && fault == FAULT_NONE; i++) {
		size_t from = page->splices[i];
		size_t to = i + 1 < page->splice_count ? page->splices[i + 1] : page->splice_end;

		line += count_lines(text_slice(source, counted, from - counted));
		counted = from;
		fault = splitter_put_within(intake, &format_dump_row, TEXT("mirror-page"),
		    text_slice(source, from, to - from), line, err);
	}
	return fault;
}

/* A text behind the block that held another record would belong to the host again. */
static enum fault reject_rest(
    struct intake *intake, const struct mirror_page *page, Text source, struct error *err)
{
	struct error reason = { 0 };
	struct markup_tag tag;

	if (!markup_tag_find(source, page->splice_end, TEXT("pre"), &tag))
		return FAULT_NONE;
	fail(&reason, FAULT_BAD_INPUT,
	    "a text behind another record that has run into the page, left out");
	return splitter_reject(
	    intake, 1 + count_lines(text_slice(source, 0, tag.from)), &reason, err);
}

static enum fault put_page(
    struct intake *intake, const struct mirror_page *page, Text source, struct error *err)
{
	if (!page->splice_count)
		return splitter_put(intake, &format_mirror_page, source, 1, err);
	enum fault fault = splitter_put_within(
	    intake, &format_mirror_page, SPLICED, text_slice(source, 0, page->splices[0]), 1, err);
	if (fault == FAULT_NONE)
		fault = put_splices(intake, page, source, err);
	return fault == FAULT_NONE ? reject_rest(intake, page, source, err) : fault;
}

static enum fault split_page(struct intake *intake, struct feed *feed, struct error *err)
{
	struct arena arena;
	struct mirror_page page = { 0 };
	struct error unread = { 0 };
	Text source;
	enum fault fault = feed_rest(feed, RECORD_LIMIT, &source, err);

	if (fault != FAULT_NONE)
		return fault;
	arena_begin(&arena, INTAKE_ARENA_LIMIT);
	/* What cannot be decoded here is refused where it is read. */
	if (mirror_page_read(&page, source, &arena, &unread) != FAULT_NONE)
		page.splice_count = 0;
	fault = put_page(intake, &page, source, err);
	arena_end(&arena);
	return fault;
}

/* --- one page --- */

/* Early pages printed the hour of a twelve-hour clock where the minutes belong. */
static bool repeats_hour(Moment moment)
{
	Civil civil = clock_civil(moment.seconds);

	return moment.precision >= PRECISION_MINUTE && civil.minute == (civil.hour + 11) % 12 + 1;
}

static Moment day_of(Moment moment)
{
	Civil civil = clock_civil(moment.seconds);

	civil.hour = civil.minute = civil.second = 0;
	return moment_of(civil, PRECISION_DAY);
}

/* The two times that the box gives. One that fits by chance happens once in sixty; both do not. */
static void correct_minutes(struct piece *piece)
{
	struct record *record = &piece->record;
	Moment created, group = record->cable->header.dtg.moment;
	bool has_released = record->stated_release.precision >= PRECISION_MINUTE;
	Text where = record->top_box.created.text;

	if (!moment_read(where, &created) || !repeats_hour(created))
		return;
	bool early = has_released && repeats_hour(record->stated_release);
	bool same_hour = group.precision && created.seconds / 3600 == group.seconds / 3600;
	bool differs = same_hour && created.seconds / 60 != group.seconds / 60;
	if (early)
		record->stated_release = day_of(record->stated_release);
	if (early && !group.precision)
		record->created = day_of(created);
	if (!early && !differs)
		return;
	/* The reader of the telegram knows of no slip: what it has noted is said better here. */
	for (uint32_t i = 0; differs && i < record->notes.count; i++)
		if (record->notes.items[i].kind == NOTE_CREATED_DISAGREES) {
			record->notes.items[i].kind = NOTE_CREATED_MINUTES;
			return;
		}
	note_add(&record->notes, &piece->arena, &record->transcript, NOTE_CREATED_MINUTES, where);
}

static Field cell_field(const struct record *record, Span span)
{
	return transcript_field(
	    &record->transcript, text_trim(transcript_slice(&record->transcript, span)));
}

static void set_top_box(struct piece *piece, const struct mirror_page *page)
{
	struct record *record = &piece->record;

	record->top_box = (struct top_box){
		.id = cell_field(record, page->cells[CELL_ID]),
		.created = cell_field(record, page->cells[CELL_CREATED]),
		.released = cell_field(record, page->cells[CELL_RELEASED]),
		.classification = cell_field(record, page->cells[CELL_CLASSIFICATION]),
		.origin = cell_field(record, page->cells[CELL_ORIGIN]),
		.row_line = page->cells[CELL_ID].length ? 1 : 0,
	};
	moment_read(record->top_box.released.text, &record->stated_release);
	for (uint32_t i = 0; i < page->articles.count; i++) {
		struct article *article = array_add(&record->top_box.articles, &piece->arena);
		if (article)
			*article = (struct article){
				cell_field(record, page->articles.items[i].url),
				cell_field(record, page->articles.items[i].text),
			};
	}
}

static void note_page(struct piece *piece, const struct mirror_page *page)
{
	struct record *record = &piece->record;
	const struct transcript *transcript = &record->transcript;
	size_t end = text_trim_end(transcript->text).len;
	uint32_t last = transcript_line(transcript, end ? (uint32_t)end - 1 : 0);

	if (page->own_row)
		note_add(&record->notes, &piece->arena, transcript, NOTE_DUMP_ROW,
		    text_slice(transcript->text, page->message, 0));
	if (piece->within.len)
		note_add(&record->notes, &piece->arena, transcript, NOTE_SPLICED,
		    transcript_get_line(transcript, last));
}

static void read_page(struct piece *piece, struct error *reason)
{
	struct record *record = &piece->record;
	struct mirror_page page;

	if (mirror_page_read(&page, piece->source, &piece->arena, reason) != FAULT_NONE ||
	    decoder_end(&page.decoder, &record->transcript, reason) != FAULT_NONE)
		return;
	if (!page.has_text) {
		fail(reason, FAULT_BAD_INPUT,
		    "no message: a cable's page has it between <pre> and </pre>");
		return;
	}
	set_top_box(piece, &page);
	note_page(piece, &page);
	Text message = text_from(record->transcript.text, page.message);
	if (decoded_read(piece, &page.decoder, message, reason) != FAULT_NONE)
		return;
	record_cite(record, page.references, &piece->arena);
	correct_minutes(piece);
}

static int likeness(Text head, const struct catalog *catalog)
{
	(void)catalog;
	return mirror_page_likeness(head);
}

const struct format format_mirror_page = {
	TEXT_INIT("mirror-page"),
	TEXT_INIT("a cable's page of a mirror, as HTML"),
	likeness,
	split_page,
	read_page,
};
