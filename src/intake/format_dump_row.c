/* A row of the dump (dump_row.h), a line of a .tsv or run into a page; and, since pages hold them
 * as well, a message with its transmission header that was cut out of a page. */
#include "intake/dump_row.h"
#include "intake/rows.h"

#define STAMP_MOST 19 /* "2009-03-04 09:15:00" */
#define STATION_ID 40

/* --- where a row begins --- */

bool dump_row_starts(Text line, Text *id)
{
	uint64_t number;
	Moment created;
	Text rest = line;

	if (!text_take_digits(&rest, 12, &number) || !text_take_char(&rest, '\t'))
		rest = line;
	size_t tab = text_find_char(text_slice(rest, 0, STAMP_MOST + 1), '\t');
	if (tab == TEXT_NONE || tab < 16 || !moment_read(text_slice(rest, 0, tab), &created))
		return false;
	rest = text_from(rest, tab + 1);
	size_t end = text_find_char(text_slice(rest, 0, STATION_ID + 1), '\t');
	if (end == TEXT_NONE || !end || !ascii_is_digit(rest.at[0]))
		return false;
	if (id)
		*id = text_slice(rest, 0, end);
	return record_id_is_valid(text_slice(rest, 0, end));
}

static bool row_starts(Text line)
{
	return dump_row_starts(line, NULL);
}

static enum fault split_rows(struct intake *intake, struct feed *feed, struct error *err)
{
	static const struct row_form form = { row_starts, NULL, "row of the dump" };

	return rows_split(intake, feed, &format_dump_row, &form, err);
}

/* --- one row --- */

/* The next border of columns in `text` from `at` on: a tab that nothing escapes, raw or as HTML
 * writes it; its bytes in *len. */
static size_t find_tab(Text text, size_t at, size_t *len)
{
	for (; at < text.len; at++) {
		Text rest = text_from(text, at);

		*len = text_starts(rest, TEXT("\t"))             ? 1
		    : rest.at[0] != '&'                          ? 0
		    : text_starts(rest, TEXT("&#9;"))            ? 4
		    : text_starts_nocase(rest, TEXT("&#x0009;")) ? 8
		    : text_starts_nocase(rest, TEXT("&#x9;"))    ? 5
								 : 0;
		if (*len && !is_escaped(text, at))
			return at;
	}
	return TEXT_NONE;
}

bool dump_row_columns(Text source, size_t from, size_t to, struct columns *columns)
{
	Text row = text_slice(source, 0, to);
	uint64_t number;
	Text head = text_from(row, from);
	size_t at = from, len = 0;
	int column = COLUMN_ROW;

	*columns = (struct columns){ 0 };
	if (!text_take_digits(&head, 12, &number) || !text_take_char(&head, '\t'))
		columns->from[column] = columns->to[column] = from, column++;
	for (; column < COLUMN_COUNT; column++) {
		size_t tab = column < COLUMN_BODY ? find_tab(row, at, &len) : TEXT_NONE;

		columns->from[column] = at;
		columns->to[column] = tab == TEXT_NONE ? row.len : tab;
		if (tab == TEXT_NONE)
			break;
		at = tab + len;
	}
	/* One text for both: a message without a header. */
	if (column == COLUMN_HEADER) {
		columns->from[COLUMN_BODY] = columns->from[COLUMN_HEADER];
		columns->to[COLUMN_BODY] = columns->to[COLUMN_HEADER];
		columns->to[COLUMN_HEADER] = columns->from[COLUMN_HEADER];
	}
	return column >= COLUMN_HEADER;
}

static bool is_markup(Text source)
{
	return text_find_nocase(source, TEXT("&#x000A;")) != TEXT_NONE ||
	    text_find_nocase(source, TEXT("</a>")) != TEXT_NONE;
}

/* What a backslash and `sign` stand for in a dump, or 0. */
static char unescape(char sign)
{
	return sign == 'n'                 ? '\n'
	    : sign == 't'                  ? '\t'
	    : sign == 'r'                  ? '\r'
	    : sign == '\\' || sign == '\t' ? sign
					   : '\0';
}

static void decode_plain(struct decoder *decoder, size_t from, size_t to)
{
	Text column = text_slice(decoder->source, 0, to);

	if (text_equal(text_slice(column, from, to - from), TEXT("\\N")))
		return; /* the dump's NULL */
	while (from < to) {
		size_t at = text_find_char(text_from(column, from), '\\');
		size_t end = at == TEXT_NONE ? to : from + at;

		decoder_copy(decoder, from, end);
		from = end + 1;
		if (from >= to)
			break;
		char sign = unescape(column.at[from]);
		Text behind = text_from(column, from);
		if (text_starts(behind, TEXT("\n")) || text_starts(behind, TEXT("\r\n"))) {
			decoder_backslash(decoder);
		} else if (sign) {
			decoder_point(decoder, sign == '\r' ? '\n' : sign, end);
			from++;
		} else {
			decoder_copy(decoder, end, end + 1);
		}
	}
}

static void decode_markup(struct decoder *decoder, size_t from, size_t to)
{
	if (!text_equal(text_slice(decoder->source, from, to - from), TEXT("\\N")))
		markup_decode(decoder, from, to);
}

/* A message without columns. */
static void read_message(struct piece *piece, column_decoder *decode, struct error *reason)
{
	struct decoder decoder;

	if (decoder_begin(&decoder, piece->source, &piece->arena, reason) != FAULT_NONE)
		return;
	decode(&decoder, 0, piece->source.len);
	if (decoder_end(&decoder, &piece->record.transcript, reason) == FAULT_NONE)
		decoded_read(piece, &decoder, piece->record.transcript.text, reason);
}

static void read_row(struct piece *piece, struct error *reason)
{
	bool markup = piece->within.len || is_markup(piece->source);
	column_decoder *decode = markup ? decode_markup : decode_plain;
	struct columns columns;

	if (text_starts(piece->source, TEXT("VZCZ")))
		read_message(piece, decode, reason);
	else if (dump_row_columns(piece->source, 0, piece->source.len, &columns))
		columns_read(piece, &columns, decode, reason);
	else
		fail(reason, FAULT_BAD_INPUT,
		    "a row of the dump has eight columns with tabs between them, this has fewer");
	/* What is HTML was cut out of a page. */
	if (reason->fault == FAULT_NONE && markup)
		note_add(&piece->record.notes, &piece->arena, &piece->record.transcript,
		    NOTE_SPLICED, (Text){ 0 });
}

static int likeness(Text head, const struct catalog *catalog)
{
	(void)catalog;
	return dump_row_starts(head, NULL) ? 100 : 0;
}

const struct format format_dump_row = {
	TEXT_INIT("dump-row"),
	TEXT_INIT("rows of the database dump, columns between tabs"),
	likeness,
	split_rows,
	read_row,
};
