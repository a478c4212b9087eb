/* The transmission header, format lines FL1 to FL9 of ACP 127, one small rule each. */
#include "record/redaction.h"
#include "telegram/reader.h"

#define FIRST_LINES 10 /* a class word alone is no classification line further down */

enum part { PART_START, PART_RELAYS, PART_TO, PART_INFO, PART_EXEMPT, PART_FROM };

struct header {
	struct reader *reader;
	struct cable_header *cable;
	enum part part;
	uint32_t known; /* lines that a rule took */
	uint32_t addressees;
};

typedef bool line_rule(struct header *header, Text line);

static bool take_partial(struct header *header, Text line)
{
	if (!text_starts_nocase(line, TEXT("This record is a partial extract")))
		return false;
	header->cable->partial = true;
	return true;
}

static bool take_transmission_id(struct header *header, Text line)
{
	if (!text_starts(line, TEXT("VZCZ")))
		return false;
	header->cable->transmission_id = reader_field(header->reader, line);
	return true;
}

static bool is_relay(Text word)
{
	if (word.len < 5 || word.len > 8 || word.at[0] != 'R')
		return false;
	for (size_t i = 0; i < word.len; i++)
		if (!ascii_is_upper(word.at[i]))
			return false;
	return true;
}

static bool all_relays(Text line)
{
	Text word;

	while ((word = text_cut_word(&line)).len)
		if (!is_relay(word))
			return false;
	return true;
}

static void add_words(struct header *header, void *list, Text line)
{
	ARRAY(Field) *fields = list;
	Text word;

	while (fields->count < HEADER_LINES_LIMIT && (word = text_cut_word(&line)).len) {
		Field *field = array_add(fields, header->reader->arena);
		if (field)
			*field = reader_field(header->reader, word);
	}
}

static bool take_relays(struct header *header, Text line)
{
	Text rest = line, word = text_cut_word(&rest);
	const struct precedence *precedence = catalog_precedence(header->reader->catalog, word);

	if (header->part == PART_RELAYS && all_relays(line)) {
		add_words(header, &header->cable->routing_indicators, line);
		return true;
	}
	if (!precedence || !text_equal(precedence->form, TEXT("digraph")) || !all_relays(rest))
		return false;
	header->cable->precedence = reader_field(header->reader, word);
	header->cable->precedence_word = precedence->word;
	add_words(header, &header->cable->routing_indicators, rest);
	header->part = PART_RELAYS;
	return true;
}

static bool read_julian(struct station_line *de, Text text)
{
	return text_take_number(&text, 3, 1, 366, &de->day_of_year) &&
	    text_take_number(&text, 2, 0, 23, &de->hour) &&
	    text_take_number(&text, 2, 0, 59, &de->minute) && !text.len;
}

/* DE RUEHRO #0009/01 0321200 */
static bool take_station(struct header *header, Text line)
{
	struct station_line *de = &header->cable->de;
	Text rest = redaction_before(line), word;

	if (!text_take(&rest, TEXT("DE ")) || !is_relay(word = text_cut_word(&rest)))
		return false;
	de->station = reader_field(header->reader, word);
	text_take_blanks(&rest);
	if (text_take_char(&rest, '#')) {
		Text number = text_cut_word(&rest), serial = text_cut(&number, '/');
		de->serial = reader_field(header->reader, serial);
		de->section = reader_field(header->reader, number);
	}
	word = text_cut_word(&rest);
	de->julian = reader_field(header->reader, word);
	if (word.len && !read_julian(de, word)) {
		*de = (struct station_line){ .station = de->station,
			.serial = de->serial,
			.section = de->section,
			.julian = de->julian };
		reader_note(header->reader, NOTE_BAD_JULIAN, word);
	}
	header->part = PART_START;
	return true;
}

static bool take_signals(struct header *header, Text line)
{
	Text rest = line = redaction_before(line), word;

	if (!text_starts(line, TEXT("ZNR")) && !text_starts(line, TEXT("ZNY")))
		return false;
	add_words(header, &header->cable->signals, line);
	while ((word = text_cut_word(&rest)).len) {
		enum classification found =
		    catalog_classification(header->reader->catalog, word, TEXT("format-line-4"));
		if (found != CLASS_UNKNOWN)
			header->cable->signal_classification = found;
	}
	return true;
}

static bool take_dtg(struct header *header, Text line)
{
	Text fault;

	if (header->cable->dtg.raw.text.len || header->part >= PART_TO || !dtg_looks_like(line))
		return false;
	if (!dtg_read(header->reader, line, &header->cable->dtg, &fault))
		reader_note(header->reader, NOTE_BAD_DTG, fault);
	return true;
}

static bool take_from(struct header *header, Text line)
{
	if (!text_take(&line, TEXT("FM ")))
		return false;
	addressee_read(header->reader, line, &header->cable->from);
	header->part = PART_FROM;
	return true;
}

static bool take_word(Text *line, Text word)
{
	Text after = *line;

	if (!text_take(&after, word) || (after.len && after.at[0] != ' ' && after.at[0] != '/'))
		return false;
	text_take_char(&after, '/');
	text_take_blanks(&after);
	*line = after;
	return true;
}

static bool starts_word(Text line, Text word)
{
	return take_word(&line, word);
}

static void add_addressee(struct header *header, AddresseeList *list, Text line)
{
	struct addressee read, *added;

	if (!addressee_read(header->reader, line, &read))
		return;
	if (header->addressees++ >= HEADER_LINES_LIMIT) {
		if (header->addressees == HEADER_LINES_LIMIT + 1)
			reader_note(header->reader, NOTE_TOO_MANY, line);
		return;
	}
	added = array_add(list, header->reader->arena);
	if (added)
		*added = read;
}

/* TO, INFO, XMT stand before the first addressee of their kind; the lines that follow are more of
 * it. */
static bool take_addressee(struct header *header, Text line)
{
	if (take_word(&line, TEXT("TO")))
		header->part = PART_TO;
	else if (take_word(&line, TEXT("INFO")))
		header->part = PART_INFO;
	else if (!starts_word(line, TEXT("XMT")) &&
	    (header->part < PART_TO || header->part > PART_EXEMPT))
		return false;
	if (take_word(&line, TEXT("XMT"))) /* also "INFO XMT ..." */
		header->part = PART_EXEMPT;
	if (header->part == PART_TO)
		add_addressee(header, &header->cable->to, line);
	else if (header->part == PART_INFO)
		add_addressee(header, &header->cable->info, line);
	else
		add_addressee(header, &header->cable->excluded, line);
	return true;
}

static line_rule *const rules[] = { take_partial, take_transmission_id, take_relays, take_station,
	take_signals, take_dtg, take_from, take_addressee };

static void take_line(struct header *header, Text line)
{
	for (size_t i = 0; i < sizeof rules / sizeof *rules; i++)
		if (rules[i](header, line)) {
			uint32_t number = header->reader->line;
			if (!header->known++)
				header->cable->first_line = number;
			header->cable->last_line = number;
			return;
		}
}

/* The class word over "PAGE 02 ..." is of a page's frame within the list of addressees. */
static bool is_above_page(const struct reader *reader, uint32_t line)
{
	struct page_marker marker;
	uint32_t next = line + 1;

	while (next < reader->end && next < line + 4 && reader_is_blank(reader, next))
		next++;
	return next < reader->end && marker_take(reader_line(reader, next), &marker, reader);
}

/* The message begins at the first classification line; without one, at the first line that only a
 * message has. */
static uint32_t find_message(const struct reader *reader)
{
	struct class_line parts;
	uint32_t first_keyword = 0;

	for (uint32_t line = reader->line;
	     line < reader->end && line - reader->line < HEADER_LINES_LIMIT; line++) {
		Text text = text_trim(reader_line(reader, line));
		struct label label;
		bool misspelt;

		if (class_line_take(reader->catalog, text, &parts)) {
			if (!parts.number.len && is_above_page(reader, line))
				continue;
			return first_keyword ? first_keyword : line;
		}
		if (!first_keyword &&
		    (keyword_take(&text, &misspelt) || label_take(reader->catalog, text, &label)))
			first_keyword = line;
		if (first_keyword && line > first_keyword + 2)
			break;
	}
	return first_keyword;
}

static bool is_header_line(Text line)
{
	return text_starts(line, TEXT("VZCZ")) || text_starts(line, TEXT("DE R")) ||
	    text_starts(line, TEXT("FM ")) ||
	    text_starts_nocase(line, TEXT("This record is a partial extract")) ||
	    dtg_looks_like(line) || text_starts(line, TEXT("ZNR")) ||
	    text_starts(line, TEXT("ZNY"));
}

/* An addressee tells of a header only where nothing stands before it: text in capitals has lines
 * that begin with TO. */
static bool has_header(const struct reader *reader, uint32_t message)
{
	bool first = true;

	for (uint32_t line = reader->line; line < message; line++) {
		Text text = text_trim(reader_line(reader, line));

		if (is_header_line(text))
			return true;
		if (first && (text_starts(text, TEXT("TO ")) || text_starts(text, TEXT("INFO "))))
			return true;
		first &= !text.len;
	}
	return false;
}

/* The line behind the first gap that follows an addressee. */
static uint32_t find_gap(const struct reader *reader)
{
	bool addressed = false;
	uint32_t line = reader->line;

	for (; line < reader->end; line++) {
		Text text = text_trim(reader_line(reader, line));
		if (!text.len && addressed)
			break;
		addressed |= text_starts(text, TEXT("TO ")) || text_starts(text, TEXT("INFO "));
	}
	return line;
}

/* With the year of the date-time group the day of the DE line is a date. */
static void date_julian(struct cable_header *cable)
{
	struct station_line *de = &cable->de;

	if (!de->day_of_year || cable->dtg.moment.precision == PRECISION_UNKNOWN)
		return;
	Civil start = { clock_civil(cable->dtg.moment.seconds).year, 1, 1, 0, 0, 0 };
	de->filed.seconds = clock_seconds(start) + (int64_t)(de->day_of_year - 1) * 86400 +
	    de->hour * 3600 + de->minute * 60;
	de->filed.precision = PRECISION_MINUTE;
}

void header_read(struct reader *reader)
{
	struct header header = { .reader = reader, .cable = &reader->cable->header };
	uint32_t start = reader->line, message = find_message(reader);
	struct class_line parts;

	if (!message)
		message = has_header(reader, reader->end) ? find_gap(reader) : start;
	if (!has_header(reader, message)) {
		reader_note(reader, NOTE_NO_HEADER, (Text){ 0 });
		/* What stands before a first keyword or paragraph is text, too. */
		bool class_line = class_line_take(
		    reader->catalog, text_trim(reader_line(reader, message)), &parts);
		if (class_line &&
		    (parts.number.len ||
			(message < start + FIRST_LINES && message - start < reader->end - message)))
			reader->line = message;
		return;
	}
	for (; reader->line < message; reader->line++) {
		Text line = text_trim(reader_line(reader, reader->line));
		if (line.len)
			take_line(&header, line);
	}
	date_julian(header.cable);
	if (header.known)
		header.cable->span = transcript_span(reader->transcript,
		    reader_stretch(reader_line(reader, header.cable->first_line),
			reader_line(reader, header.cable->last_line)));
}
