/* The Classified By statement: who, and for which reasons of the order (E.O. 12958 section 1.5,
 * from 25 March 2003 section 1.4). Many of these lines were cut at a fixed column, in the middle of
 * a word: such a line is joined to the next as it stands. */
#include "record/redaction.h"
#include "telegram/person.h"
#include "telegram/reader.h"

#define STATEMENT_LIMIT 2000
#define CUT_COLUMN      71 /* bytes before the blank that the cutting added */
#define REASONS_LIMIT   32

/* The statement in one line, and where each of its bytes stands in the transcript. */
struct statement {
	char at[STATEMENT_LIMIT];
	uint32_t source[STATEMENT_LIMIT];
	size_t len;
};

static void put(struct reader *reader, struct statement *said, Text text)
{
	uint32_t start = transcript_span(reader->transcript, text).start;

	for (size_t i = 0; i < text.len && said->len < STATEMENT_LIMIT; i++) {
		char c = text.at[i];
		size_t mark = c == '[' ? redaction_mark_length(text_from(text, i), NULL) : 0;

		if (mark) { /* a comma: what stands around it is not one name */
			i += mark - 1;
			c = ',';
		}
		if (c == '\\')
			continue;
		said->at[said->len] = c;
		said->source[said->len++] = start + (uint32_t)i;
	}
}

static void put_blank(struct statement *said)
{
	if (said->len && said->len < STATEMENT_LIMIT && said->at[said->len - 1] != ' ') {
		said->at[said->len] = ' ';
		said->source[said->len] = said->source[said->len - 1];
		said->len++;
	}
}

/* A word that follows a cut as a whole: nothing was cut there. */
static bool is_whole(Text next)
{
	static const Text words[] = { TEXT_INIT("for"), TEXT_INIT("reason"), TEXT_INIT("reasons"),
		TEXT_INIT("of"), TEXT_INIT("the"), TEXT_INIT("to"), TEXT_INIT("per"),
		TEXT_INIT("under") };
	Text word = text_cut_word(&next);

	for (size_t i = 0; i < sizeof words / sizeof *words; i++)
		if (text_equal(word, words[i]))
			return true;
	return false;
}

/* Whether line `line` was cut within a word that goes on in `next`. */
static bool is_cut(const struct reader *reader, uint32_t line, Text next)
{
	Text raw = transcript_get_line(reader->transcript, line);

	if (raw.len && raw.at[raw.len - 1] == ' ')
		raw.len--;
	if (raw.len != CUT_COLUMN || ascii_is_blank(raw.at[raw.len - 1]) || !next.len)
		return false;
	return !ascii_is_upper(next.at[0]) && next.at[0] != '(' && !is_whole(next);
}

static void join(struct reader *reader, Text stretch, struct statement *said)
{
	Span span = transcript_span(reader->transcript, stretch);
	uint32_t line = transcript_line(reader->transcript, span.start);

	said->len = 0;
	while (stretch.len) {
		Text part = text_cut(&stretch, '\n'), next = stretch;

		if (reader_frame(reader, line) == FRAME_NONE) {
			put(reader, said, text_trim_end(part));
			if (!is_cut(reader, line, text_cut(&next, '\n')))
				put_blank(said);
		}
		line++;
	}
}

/* Behind the last "classified by": the statement may quote itself. */
static Text without_keyword(Text text)
{
	static const Text keyword = TEXT_INIT("CLASSIFIED BY");
	size_t at;

	while ((at = text_find_nocase(text, keyword)) != TEXT_NONE)
		text = text_from(text, at + keyword.len);
	while (text.len && (ascii_is_space(text.at[0]) || text.at[0] == ':'))
		text = text_from(text, 1);
	return text;
}

static bool is_section(Text word)
{
	text_take_char(&word, '(');
	return word.len >= 3 && ascii_is_digit(word.at[0]) &&
	    (word.at[1] == '.' || word.at[1] == ',') && ascii_is_digit(word.at[2]);
}

/* Reason, REASONS:, "reaons", "Re asons"; an order; a section's number. */
static bool opens_reasons(Text word, Text next)
{
	Text bare = word;

	text_take_char(&bare, '(');
	size_t letters = 0;
	while (letters < bare.len && ascii_is_letter(bare.at[letters]))
		letters++;
	bare = text_slice(bare, 0, letters);
	if (bare.len >= 5 && ascii_upper(bare.at[0]) == 'R' &&
	    (person_is_nearly(bare, TEXT("REASON"), 1) ||
		person_is_nearly(bare, TEXT("REASONS"), 2)))
		return true;
	if (text_equal_nocase(bare, TEXT("SECTION")) || text_equal_nocase(bare, TEXT("SEC")))
		return is_section(text_trim(next));
	return is_section(word) || text_starts_nocase(word, TEXT("E.O")) ||
	    text_equal_nocase(word, TEXT("EO")) || text_starts(word, TEXT("12958")) ||
	    text_starts(word, TEXT("13526"));
}

/* How much of the statement speaks of persons: up to the reasons or the sentence's end. */
static Text persons_part(Text text)
{
	Text rest = text;

	for (;;) {
		Text before = rest, word = text_cut_word(&rest);

		if (!word.len)
			return text;
		if (opens_reasons(word, rest))
			return text_slice(text, 0, (size_t)(word.at - text.at));
		Text bare = word;
		if (bare.len && bare.at[bare.len - 1] == ';')
			return text_slice(text, 0, (size_t)(word.at + word.len - text.at));
		if (text_ends(bare, TEXT(".")) && !person_is_short(bare) &&
		    !text_ends(bare, TEXT("..")) && before.len != text.len)
			return text_slice(text, 0, (size_t)(word.at + word.len - text.at));
	}
}

static bool is_letter_of_reason(Text rest)
{
	return rest.len && ascii_upper(rest.at[0]) >= 'A' && ascii_upper(rest.at[0]) <= 'H' &&
	    !(rest.len > 1 && ascii_is_letter(rest.at[1]));
}

static void add_reason(struct reader *reader, Text section, Text letter)
{
	struct class_reason *reason = reader->cable->reasons.count < REASONS_LIMIT
	    ? array_add(&reader->cable->reasons, reader->arena)
	    : NULL;
	char name[3] = { section.at[0], '.', section.at[2] }, low;

	if (!reason)
		return;
	reason->section = text_copy(reader->arena, (Text){ name, 3 });
	if (letter.len) {
		low = ascii_lower(letter.at[0]);
		reason->letter = text_copy(reader->arena, (Text){ &low, 1 });
	}
}

/* "1.4 (b) and (d)", "1.5 B/D", "1.4 (b&d)", "1.5.D." */
static void take_letters(struct reader *reader, Text section, Text *rest)
{
	bool any = false;

	for (;;) {
		while (rest->len && text_find_char(TEXT(" (),/&.;:-"), rest->at[0]) != TEXT_NONE)
			*rest = text_from(*rest, 1);
		if (is_letter_of_reason(*rest)) {
			add_reason(reader, section, text_slice(*rest, 0, 1));
			any = true;
			*rest = text_from(*rest, 1);
		} else if (!text_take_nocase(rest, TEXT("AND"))) {
			break;
		}
	}
	if (!any)
		add_reason(reader, section, (Text){ 0 });
}

static void read_reasons(struct reader *reader, Text text)
{
	while (text.len) {
		bool starts = is_section(text) && text.at[0] != '(' && text.at[0] == '1' &&
		    (text.len == 3 || !ascii_is_digit(text.at[3]));

		if (starts) {
			Text section = text_slice(text, 0, 3);
			text = text_from(text, 3);
			take_letters(reader, section, &text);
			continue;
		}
		while (text.len && ascii_is_digit(text.at[0]))
			text = text_from(text, 1);
		text = text_from(text, text.len && !ascii_is_digit(text.at[0]));
	}
}

/* The reasons' own sentence: a new paragraph or "2." is beyond the stretch, but "1.4 (b) ... 1.5
 * percent" could follow on the line. */
static Text reasons_part(Text text)
{
	size_t at = 0;

	for (; at + 2 < text.len; at++)
		if (text.at[at] == '.' && text.at[at + 1] == ' ' && at > 4 &&
		    (text.at[at - 1] == ')' || ascii_is_upper(text.at[at - 1])) &&
		    ascii_is_letter(text.at[at + 2]) && text.len > at + 3 &&
		    ascii_is_letter(text.at[at + 3]))
			return text_slice(text, 0, at);
	return text;
}

static void add_person(
    struct reader *reader, const struct statement *said, const struct person *person)
{
	struct classifier *added = array_add(&reader->cable->classifiers, reader->arena);
	size_t first = (size_t)(person->name.at - said->at), last = first + person->name.len - 1;

	if (!added)
		return;
	added->name.text = text_copy(reader->arena, person->name);
	added->name.span =
	    (Span){ said->source[first], said->source[last] - said->source[first] + 1 };
	Text title = text_trim(person->title);
	while (title.len && text_find_char(TEXT(",:;. -"), title.at[title.len - 1]) != TEXT_NONE)
		title.len--;
	if (title.len)
		added->title = text_copy(reader->arena, title);
}

bool classified_read(struct reader *reader, Text stretch)
{
	struct statement *said = ARENA_NEW(reader->arena, struct statement);
	struct person persons[PERSONS_MOST];

	if (!said)
		return false;
	join(reader, stretch, said);
	Text text = without_keyword((Text){ said->at, said->len });
	Text who = persons_part(text);
	uint32_t count = persons_take(reader->catalog, who, persons);
	for (uint32_t i = 0; i < count; i++)
		add_person(reader, said, &persons[i]);
	if (!reader->cable->reasons.count)
		read_reasons(reader, reasons_part(text_from(text, who.len)));
	return count > 0;
}

#define BODY_LINES 12 /* in which a statement within the text is looked for */

/* From "classified by" to the end of its paragraph. */
static Text find_in_body(const struct reader *reader)
{
	Text from = { 0 }, to = { 0 };
	struct label label;

	for (uint32_t line = reader->line; line < reader->end && line < reader->line + BODY_LINES;
	     line++) {
		Text text = text_trim(reader_line(reader, line));
		bool numbered = label_take(reader->catalog, text, &label);
		size_t at = text_find_nocase(text, TEXT("CLASSIFIED BY"));

		if (reader_frame(reader, line) != FRAME_NONE)
			continue;
		if (from.at && (!text.len || numbered))
			break;
		if (!from.at && numbered && label.number > 1)
			break;
		if (!from.at && at == TEXT_NONE)
			continue;
		to = text;
		from = from.at ? from : text_from(text, at);
	}
	return from.at ? reader_stretch(from, to) : from;
}

void classified_in_body(struct reader *reader)
{
	Text stretch = reader->cable->classifiers.count ? (Text){ 0 } : find_in_body(reader);

	if (!stretch.len)
		return;
	if (!reader->cable->classified_by.text.len)
		reader->cable->classified_by =
		    reader_joined(reader, text_slice(stretch, 0, STATEMENT_LIMIT));
	classified_read(reader, stretch);
}
