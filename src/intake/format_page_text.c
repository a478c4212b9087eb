/* A mirror page as rendered text: navigation, help, the header row, the value row, then the cable
 * without any separator. The value row is known by the class name in it:
 *
 *   Reference ID Created Released Classification Origin
 *   08ROME9 2008-02-01 00:00 2011-08-26 00:00 UNCLASSIFIED Embassy Rome */
#include "intake/format.h"
#include "telegram/telegram.h"

#define STAMP_LENGTH 16 /* "2008-02-01 00:00" */
#define ROW_LIMIT    400

struct value_row {
	Text id, created, released, classification, origin;
};

/* "2008-02-01 00:00 " */
static bool take_stamp(Text *rest, Text *stamp)
{
	Text text = text_slice(*rest, 0, STAMP_LENGTH);
	Moment moment;

	if (rest->len <= STAMP_LENGTH || !moment_read(text, &moment) ||
	    rest->at[STAMP_LENGTH] != ' ')
		return false;
	*stamp = text;
	*rest = text_trim(text_from(*rest, STAMP_LENGTH));
	return true;
}

static bool take_class(Text *rest, Text *classification)
{
	Text best = { 0 };

	for (int i = CLASS_UNKNOWN + 1; i < CLASS_COUNT; i++) {
		Text name = classification_text((enum classification)i);
		if (text_starts(*rest, name) && name.len > best.len && rest->len > name.len &&
		    rest->at[name.len] == ' ')
			best = text_slice(*rest, 0, name.len);
	}
	*classification = best;
	*rest = text_trim(text_from(*rest, best.len));
	return best.len > 0;
}

static bool row_take(Text line, struct value_row *row)
{
	Text rest = text_trim(line);

	if (rest.len > ROW_LIMIT)
		return false;
	row->id = text_cut_word(&rest);
	rest = text_trim(rest);
	if (!row->id.len || !take_stamp(&rest, &row->created) ||
	    !take_stamp(&rest, &row->released) || !take_class(&rest, &row->classification))
		return false;
	row->origin = rest;
	return rest.len > 0;
}

static bool is_header_row(Text line)
{
	return text_equal(
	    text_trim(line), TEXT("Reference ID Created Released Classification Origin"));
}

static uint32_t find_row(const struct transcript *transcript, struct value_row *row)
{
	for (uint32_t line = 1; line <= transcript->lines.count; line++)
		if (row_take(transcript_get_line(transcript, line), row))
			return line;
	return 0;
}

static uint32_t find_header_row(const struct transcript *transcript, uint32_t row)
{
	for (uint32_t line = row; line > 1 && line + 4 > row; line--)
		if (is_header_row(transcript_get_line(transcript, line - 1)))
			return line - 1;
	return 0;
}

static void set_top_box(struct record *record, const struct value_row *row, uint32_t line)
{
	const struct transcript *transcript = &record->transcript;
	Moment released;

	record->top_box = (struct top_box){
		.id = transcript_field(transcript, row->id),
		.created = transcript_field(transcript, row->created),
		.released = transcript_field(transcript, row->released),
		.classification = transcript_field(transcript, row->classification),
		.origin = transcript_field(transcript, row->origin),
		.row_line = line,
		.header_line = find_header_row(transcript, line),
	};
	if (moment_read(row->released, &released))
		record->stated_release = released;
}

static void read_page(struct piece *piece, struct error *reason)
{
	struct record *record = &piece->record;
	struct value_row row;

	if (piece_transcribe(piece, reason) != FAULT_NONE)
		return;
	uint32_t line = find_row(&record->transcript, &row);
	if (!line) {
		fail(reason, FAULT_BAD_INPUT,
		    "no value row: id, creation, release, classification and origin on one line, as a cable's page has it");
		return;
	}
	set_top_box(record, &row, line);
	if (piece->forced_id.len)
		record->id = text_copy(&piece->arena, piece->forced_id);
	Text text = record->transcript.text;
	size_t start =
	    line < record->transcript.lines.count ? record->transcript.lines.items[line] : text.len;
	if (telegram_read(record, text_from(text, start), piece->catalog, &piece->arena, reason) ==
	    FAULT_NONE)
		piece_check_id(piece, reason);
}

static int likeness(Text head, const struct catalog *catalog)
{
	int points = 0;

	(void)catalog;
	while (head.len && points < 100) {
		struct value_row row;
		Text line = text_cut(&head, '\n');

		if (is_header_row(line))
			points += 60;
		else if (row_take(line, &row))
			points += 100;
		else if (text_starts(line, TEXT("Viewing cable ")))
			points += 50;
	}
	return points > 100 ? 100 : points;
}

const struct format format_page_text = {
	TEXT_INIT("page-text"),
	TEXT_INIT("a cable's page of a mirror, as rendered text"),
	likeness,
	NULL,
	read_page,
};
