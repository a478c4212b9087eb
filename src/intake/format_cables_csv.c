/* cables.csv: rows of eight columns without a line of names, every field in double quotes, the
 * escape sign a backslash, line ends inside fields as they are:
 *
 *   "12345","3/4/2009 9:15","09ROME9","Embassy
 * Rome","UNCLASSIFIED","08STATE1|09ROME2","HEADER","BODY"
 *
 * A row is cut where the next begins (rows.h). A record's source is its row with all its quotes,
 * without the line end behind it. */
#include "intake/columns.h"
#include "intake/rows.h"

/* --- where a row begins --- */

static bool take_digits(Text *rest, unsigned least, unsigned most)
{
	unsigned count = 0;

	while (count < most && count < rest->len && ascii_is_digit(rest->at[count]))
		count++;
	*rest = text_from(*rest, count);
	return count >= least;
}

/* 3/4/2009 9:15 */
static bool take_time(Text *rest)
{
	return take_digits(rest, 1, 2) && text_take_char(rest, '/') && take_digits(rest, 1, 2) &&
	    text_take_char(rest, '/') && take_digits(rest, 4, 4) && text_take_blanks(rest) &&
	    take_digits(rest, 1, 2) && text_take_char(rest, ':') && take_digits(rest, 2, 2);
}

static bool row_starts(Text line)
{
	return text_take_char(&line, '"') && take_digits(&line, 1, 12) &&
	    text_take(&line, TEXT("\",\"")) && take_time(&line) && text_take(&line, TEXT("\",\""));
}

/* A line that has lost a quote or its number, but holds the time or three borders of columns. */
static bool looks_like_row(Text line)
{
	Text part = text_cut(&line, '\n'), rest = part;
	int borders = 0;

	for (size_t at; (at = text_find(rest, TEXT("\",\""))) != TEXT_NONE; borders++)
		rest = text_from(rest, at + 3);
	if (borders >= 3)
		return true;
	for (rest = text_slice(part, 0, 40); rest.len; rest = text_from(rest, 1)) {
		Text time = rest;
		if (ascii_is_digit(rest.at[0]) && take_time(&time) && borders)
			return true;
	}
	return false;
}

static bool row_damaged(Text before, Text line)
{
	size_t end = before.len;

	while (end && (before.at[end - 1] == '\n' || before.at[end - 1] == '\r'))
		end--;
	return end && before.at[end - 1] == '"' && !is_escaped(before, end - 1) &&
	    looks_like_row(line);
}

static enum fault split_rows(struct intake *intake, struct feed *feed, struct error *err)
{
	static const struct row_form form = { row_starts, row_damaged, "row of cables.csv" };

	return rows_split(intake, feed, &format_cables_csv, &form, err);
}

/* --- one row --- */

/* Where the field that begins at `from`, behind its quote, ends: at `","`, or at the quote that
 * ends the row. TEXT_NONE when nothing closes it. */
static size_t field_end(Text row, size_t from)
{
	for (size_t at = from; at < row.len; at++) {
		size_t next = text_find_char(text_from(row, at), '"');

		if (next == TEXT_NONE)
			break;
		at += next;
		if ((at + 1 == row.len || text_starts(text_from(row, at + 1), TEXT(",\""))) &&
		    !is_escaped(text_from(row, from), at - from))
			return at;
	}
	return TEXT_NONE;
}

static bool find_columns(Text row, struct columns *columns, struct error *reason)
{
	size_t count = 0, from = 1;

	for (; from <= row.len; count++) {
		size_t end = field_end(row, from);

		if (end == TEXT_NONE) {
			fail(reason, FAULT_BAD_INPUT,
			    "column %zu is not closed by a quotation mark", count + 1);
			return false;
		}
		if (count < COLUMN_COUNT) {
			columns->from[count] = from;
			columns->to[count] = end;
		}
		from = end + 3;
	}
	if (count != COLUMN_COUNT)
		fail(reason, FAULT_BAD_INPUT, "%zu columns instead of %d", count, COLUMN_COUNT);
	return count == COLUMN_COUNT;
}

/* A backslash escapes a quote, itself and a line end; before anything else it is a sign. */
static void decode_field(struct decoder *decoder, size_t from, size_t to)
{
	Text field = text_slice(decoder->source, 0, to);

	while (from < to) {
		size_t at = text_find_char(text_from(field, from), '\\');
		size_t end = at == TEXT_NONE ? to : from + at;

		decoder_copy(decoder, from, end);
		from = end + 1;
		if (end == to)
			return;
		Text behind = text_from(field, from);
		if (text_starts(behind, TEXT("\n")) || text_starts(behind, TEXT("\r\n"))) {
			decoder_backslash(decoder);
		} else if (behind.len && (behind.at[0] == '"' || behind.at[0] == '\\')) {
			decoder_copy(decoder, from, from + 1);
			from++;
		} else {
			decoder_copy(decoder, end, end + 1);
		}
	}
}

/* The first quote inside header or body that nothing escapes, as an offset in the source. */
static size_t find_stray(Text row, const struct columns *columns)
{
	for (int i = COLUMN_HEADER; i < COLUMN_COUNT; i++) {
		Text field = text_slice(row, columns->from[i], columns->to[i] - columns->from[i]);

		for (size_t at = 0, next;
		     (next = text_find_char(text_from(field, at), '"')) != TEXT_NONE; at++) {
			at += next;
			if (!is_escaped(field, at))
				return columns->from[i] + at;
		}
	}
	return TEXT_NONE;
}

static void read_row(struct piece *piece, struct error *reason)
{
	struct columns columns = { 0 };

	if (!row_starts(piece->source)) {
		fail(reason, FAULT_BAD_INPUT, "no row of cables.csv begins here");
		return;
	}
	if (!find_columns(piece->source, &columns, reason))
		return;
	columns_read(piece, &columns, decode_field, reason);
	if (reason->fault == FAULT_NONE && find_stray(piece->source, &columns) != TEXT_NONE)
		note_add(&piece->record.notes, &piece->arena, &piece->record.transcript,
		    NOTE_STRAY_QUOTE, (Text){ 0 });
}

static int likeness(Text head, const struct catalog *catalog)
{
	(void)catalog;
	text_take(&head, TEXT("\xEF\xBB\xBF"));
	for (int line = 0; head.len && line < 200; line++) {
		if (row_starts(head))
			return line ? 60 : 100;
		text_cut(&head, '\n');
	}
	return 0;
}

const struct format format_cables_csv = {
	TEXT_INIT("cables-csv"),
	TEXT_INIT("cables.csv: rows of eight quoted columns"),
	likeness,
	split_rows,
	read_row,
};
