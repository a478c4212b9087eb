/* The first message lines in any order: captions, attention, E.O., TAGS, SUBJECT, REF, Classified
 * By. */
#include "record/redaction.h"
#include "telegram/reader.h"

#define AHEAD_LIMIT   40   /* lines looked ahead for a keyword */
#define STRETCH_LIMIT 1000 /* lines of one of these fields */
#define GAP_LIMIT     10   /* lines of a page break within the references */

struct first_lines {
	struct reader *reader;
	bool seen[KEYWORD_CLASSIFIED + 1];
	bool any;
};

/* A line that none of these fields runs over. */
static bool is_stop(const struct reader *reader, Text line)
{
	struct class_line parts;
	struct label label;
	bool misspelt;

	return keyword_take(&line, &misspelt) || is_dash_line(line) ||
	    label_take(reader->catalog, line, &label) ||
	    class_line_take(reader->catalog, line, &parts) ||
	    text_starts_nocase(line, TEXT("SUMMARY"));
}

static bool is_frame(const struct reader *reader, uint32_t line)
{
	return reader_frame(reader, line) != FRAME_NONE;
}

/* The next line that is not of a page frame, or `end`. */
static uint32_t next_line(const struct reader *reader, uint32_t line)
{
	do
		line++;
	while (line < reader->end && is_frame(reader, line));
	return line;
}

/* Where a keyword within `line` cuts it: a field ends there, the reading goes on there. */
static Text cut_inner(struct reader *reader, Text line)
{
	size_t at = keyword_find_inner(line);

	if (at < line.len) {
		reader->rest = text_from(line, at);
		line = text_trim_end(text_slice(line, 0, at));
	}
	return line;
}

typedef bool goes_on(const struct reader *reader, Text line, Text before);

/* From the rest of the current line over the lines that belong to it; leaves the reader behind
 * them. */
static Text take_stretch(struct reader *reader, Text first, goes_on *more)
{
	Text last = first = cut_inner(reader, first);

	for (int i = 0; i < STRETCH_LIMIT && !reader->rest.at; i++) {
		reader->line = next_line(reader, reader->line);
		if (reader->line >= reader->end)
			break;
		Text line = text_trim(reader_line(reader, reader->line));
		Text part = text_trim_end(text_slice(line, 0, keyword_find_inner(line)));
		if (!more(reader, part, last))
			break;
		if (part.len)
			last = cut_inner(reader, line);
	}
	return reader_stretch(first, last);
}

static size_t count_letters(Text line, bool high)
{
	size_t count = 0;

	for (size_t i = 0; i < line.len; i++) {
		size_t mark =
		    line.at[i] == '[' ? redaction_mark_length(text_from(line, i), NULL) : 0;

		if (mark)
			i += mark - 1;
		else
			count += high ? ascii_is_upper(line.at[i]) : ascii_is_lower(line.at[i]);
	}
	return count;
}

/* A subject in capitals ends where a sentence in small letters begins. */
static bool is_high(Text line)
{
	return count_letters(line, true) > 10 && !count_letters(line, false);
}

static bool is_low(Text line)
{
	return count_letters(line, false) > 5 * count_letters(line, true);
}

static bool subject_goes_on(const struct reader *reader, Text line, Text before)
{
	if (!line.len)
		return !before.len && reader->line + 1 < reader->end; /* its text may start below */
	return !is_stop(reader, line) && !(is_high(before) && is_low(line));
}

static void read_subject(struct first_lines *lines, Text rest)
{
	struct reader *reader = lines->reader;
	Text stretch = take_stretch(reader, rest, subject_goes_on);

	if (!reader->cable->subject.text.len)
		reader->cable->subject = reader_joined(reader, stretch);
}

static bool text_goes_on(const struct reader *reader, Text line, Text before)
{
	(void)before;
	return line.len && !is_stop(reader, line);
}

static bool opens_item(const struct reader *reader, Text line)
{
	struct label number;
	Text rest = line;

	text_take(&rest, TEXT("\xC2\xB6"));
	if (text_take_char(&rest, '(') && rest.len >= 3)
		return ascii_is_upper(rest.at[0]) && rest.at[1] == ')';
	return !label_take(reader->catalog, line, &number) && rest.len >= 3 &&
	    ascii_is_upper(rest.at[0]) && (rest.at[1] == '.' || rest.at[1] == ')') &&
	    !ascii_is_lower(rest.at[2]);
}

/* "HELSINKI 2188" at the top of a page: the reference runs on over it. */
static bool opens_reference(Text line)
{
	size_t letters = 0;

	while (letters < line.len && (ascii_is_letter(line.at[letters]) || line.at[letters] == ' '))
		letters++;
	return line.len < 60 && letters > 3 && letters < line.len &&
	    ascii_is_digit(line.at[letters]);
}

/* "D. 03": the post must follow. */
static bool ends_in_year(Text line)
{
	return line.len > 3 && ascii_is_digit(line.at[line.len - 1]) &&
	    ascii_is_digit(line.at[line.len - 2]) && ascii_is_blank(line.at[line.len - 3]) &&
	    !ascii_is_letter(line.at[line.len - 4]);
}

/* A blank line ends the references unless the next item follows it, or a page break cut them. */
static bool references_go_on(const struct reader *reader, Text line, Text before)
{
	bool page = ends_in_year(before);

	if (line.len)
		return !is_stop(reader, line) || opens_item(reader, line);
	for (uint32_t up = reader->line;
	     up > reader->first && (is_frame(reader, up) || reader_is_blank(reader, up)); up--)
		page |= is_frame(reader, up);
	for (uint32_t next = reader->line + 1;
	     next < reader->end && next < reader->line + GAP_LIMIT; next++) {
		Text first = text_trim(reader_line(reader, next));

		page |= is_frame(reader, next);
		if (!first.len || is_frame(reader, next))
			continue;
		return opens_item(reader, first) ||
		    (page && !is_stop(reader, first) && opens_reference(first));
	}
	return false;
}

static void read_references(struct first_lines *lines, Text rest)
{
	struct reader *reader = lines->reader;
	Text stretch = take_stretch(reader, rest, references_go_on);

	if (!lines->seen[KEYWORD_REF])
		reader->cable->references_block = reader_joined(reader, stretch);
	references_read(reader, stretch);
}

static void read_tags(struct first_lines *lines, Text rest)
{
	struct reader *reader = lines->reader;
	Text stretch = take_stretch(reader, rest, tags_continue);

	if (lines->seen[KEYWORD_TAGS])
		return;
	reader->cable->tags_line = reader_joined(reader, stretch);
	tags_read(reader, stretch);
}

/* A first statement may hold anything (references got into its place): the next one counts, too. */
static void read_classified(struct first_lines *lines, Text line)
{
	struct cable *cable = lines->reader->cable;
	Text stretch = take_stretch(lines->reader, line, text_goes_on);

	if (cable->classifiers.count)
		return;
	if (classified_read(lines->reader, stretch) || !cable->classified_by.text.len)
		cable->classified_by = reader_joined(lines->reader, stretch);
}

/* "DECL:" may have its date on the next line. */
static bool order_goes_on(const struct reader *reader, Text line, Text before)
{
	(void)reader;
	return text_ends(before, TEXT(":")) && line.len && ascii_is_digit(line.at[0]) &&
	    line.len < 40 && text_find_char(line, '/') != TEXT_NONE;
}

static void read_order(struct first_lines *lines, Text line)
{
	Text stretch = take_stretch(lines->reader, line, order_goes_on);

	if (!lines->reader->cable->executive_order.text.len)
		order_read(lines->reader, stretch);
}

static void read_keyword(struct first_lines *lines, enum keyword keyword, Text line, Text rest)
{
	lines->reader->rest = (Text){ 0 };
	switch (keyword) {
	case KEYWORD_EO:
		read_order(lines, line);
		break;
	case KEYWORD_TAGS:
		read_tags(lines, text_trim(rest));
		break;
	case KEYWORD_SUBJECT:
		read_subject(lines, text_trim(rest));
		break;
	case KEYWORD_REF:
		read_references(lines, text_trim(rest));
		break;
	default:
		read_classified(lines, line);
		break;
	}
	lines->seen[keyword] = true;
	lines->any = true;
}

/* Whether one of the fields not yet seen comes before the first paragraph. */
static bool keyword_ahead(const struct first_lines *lines)
{
	const struct reader *reader = lines->reader;
	uint32_t end =
	    reader->line + AHEAD_LIMIT < reader->end ? reader->line + AHEAD_LIMIT : reader->end;

	for (uint32_t i = reader->line + 1; i < end; i++) {
		Text line = text_trim(reader_line(reader, i));
		struct label label;
		bool misspelt;
		enum keyword keyword;

		if (is_frame(reader, i) || !line.len)
			continue;
		if (label_take(reader->catalog, line, &label) && !label.marking.len &&
		    i > reader->line + 1)
			return false;
		keyword = keyword_take(&line, &misspelt);
		if (keyword && keyword != KEYWORD_CLASSIFIED &&
		    !(keyword == KEYWORD_REF && lines->any) && !lines->seen[keyword])
			return true;
	}
	return false;
}

static bool is_attention(Text line)
{
	return text_find_nocase(line, TEXT(" FOR ")) != TEXT_NONE ||
	    text_find_nocase(line, TEXT("PASS")) != TEXT_NONE ||
	    text_starts_nocase(line, TEXT("FOR ")) || text_ends(line, TEXT(","));
}

/* "DEPT FOR EUR E.O. 12958: DECL: ...": what stands before a keyword is an attention line. */
static bool read_before_keyword(struct first_lines *lines, Text line)
{
	struct reader *reader = lines->reader;
	Text head = cut_inner(reader, line), rest = reader_rest(reader);
	bool misspelt;
	enum keyword keyword = head.len < line.len ? keyword_take(&rest, &misspelt) : KEYWORD_NONE;

	if ((keyword != KEYWORD_EO && keyword != KEYWORD_TAGS && keyword != KEYWORD_SUBJECT) ||
	    lines->seen[keyword]) {
		reader->rest = (Text){ 0 };
		return false;
	}
	if (!lines->any)
		attention_add(reader, head);
	return true;
}

/* A line without a keyword: caption, attention, or something we only pass by. False where the body
 * begins. */
static bool read_other(struct first_lines *lines, Text line)
{
	struct reader *reader = lines->reader;
	struct label label;

	if (label_take(reader->catalog, line, &label) || is_dash_line(line))
		return false;
	if (captions_read(reader, line)) {
		reader_advance(reader);
		return true;
	}
	if (read_before_keyword(lines, line))
		return true;
	if (!keyword_ahead(lines))
		return false;
	if (!lines->any && (is_attention(line) || reader->cable->attention.span.length))
		attention_add(reader, line);
	else
		reader_note(reader, NOTE_UNREAD_LINE, line);
	reader_advance(reader);
	return true;
}

void lines_read(struct reader *reader)
{
	struct first_lines lines = { .reader = reader };

	while (reader->line < reader->end) {
		Text line = reader_rest(reader), rest = line;
		bool misspelt;

		if (!line.len || is_frame(reader, reader->line)) {
			reader_advance(reader);
			continue;
		}
		enum keyword keyword = keyword_take(&rest, &misspelt);
		if (misspelt)
			reader_note(reader, NOTE_BAD_KEYWORD, line);
		if (keyword)
			read_keyword(&lines, keyword, line, rest);
		else if (!read_other(&lines, line))
			break;
	}
	attention_finish(reader);
	if (!reader->cable->subject.text.len)
		reader_note(reader, NOTE_NO_SUBJECT, (Text){ 0 });
	if (!lines.seen[KEYWORD_TAGS])
		reader_note(reader, NOTE_NO_TAGS, (Text){ 0 });
}
