/* Cutting a TAGS line into words, and telling where the line ends. */
#include "telegram/tag_words.h"

#include <string.h>

#include "catalog/tag_reading.h"
#include "record/redaction.h"

#define RESIDUE_GAP 5 /* so many blanks and what follows are no part of the line */

static bool is_end(char c)
{
	return ascii_is_space(c) || c == ',' || c == ';' || c == '(' || c == ')';
}

static Text peek_word(Text rest)
{
	size_t len = 0;

	while (len < rest.len && !is_end(rest.at[len]))
		len++;
	return text_slice(rest, 0, len);
}

/* The line up to a wide gap, unless a listed code follows: then somebody liked columns. */
static Text without_residue(const struct reader *reader, Text line)
{
	size_t gap = 0;

	for (size_t i = 0; i < line.len; i++) {
		if (ascii_is_blank(line.at[i])) {
			gap++;
			continue;
		}
		if (gap >= RESIDUE_GAP && i > gap &&
		    !catalog_tag(reader->catalog, peek_word(text_from(line, i))))
			return text_slice(line, 0, i - gap);
		gap = 0;
	}
	return line;
}

static bool has_letter(Text word)
{
	for (size_t i = 0; i < word.len; i++)
		if (ascii_is_letter(word.at[i]))
			return true;
	return false;
}

/* SIPDIS, a classification, a lone letter of a spaced one: takes it from *rest. */
static bool take_noise(const struct reader *reader, Text word, Text *rest)
{
	Text after;

	if (word.len > 3 && !catalog_tag(reader->catalog, word) &&
	    catalog_classification_of_line(reader->catalog, *rest, &after) != CLASS_UNKNOWN) {
		*rest = after;
		return true;
	}
	if (has_letter(word) && word.len > 1 && !text_equal_nocase(word, TEXT("SIPDIS")))
		return false;
	*rest = text_from(*rest, word.len);
	return true;
}

/* "PAGE 02        ROME  01196  01 OF 02": all of the line. */
static bool opens_page_line(Text rest)
{
	if (!text_take_nocase(&rest, TEXT("PAGE")) || !text_take_blanks(&rest))
		return false;
	return rest.len && ascii_is_digit(rest.at[0]);
}

static Text take_inner(Text *rest)
{
	*rest = text_from(*rest, 1);
	return redaction_cut(rest, ')');
}

static void add_word(TagWords *words, struct arena *arena, struct tag_word word)
{
	struct tag_word *added = words->count < TAG_WORDS_LIMIT ? array_add(words, arena) : NULL;

	if (added)
		*added = word;
}

/* Adds the words of what is left of one line. A bracket may run on over the line's end: *rest then
 * begins behind it. */
static void add_words(struct reader *reader, TagWords *words, Text *rest, bool *comma)
{
	while (rest->len && rest->at[0] != '\n' && words->count < TAG_WORDS_LIMIT) {
		char c = rest->at[0];
		Text word = peek_word(*rest);
		size_t mark = c == '[' ? redaction_mark_length(*rest, NULL) : 0;

		if (mark) {
			comma[0] = true;
			*rest = text_from(*rest, mark);
		} else if (c == '(') {
			Text inner = take_inner(rest);
			add_word(words, reader->arena, (struct tag_word){ inner, true, *comma });
			*comma = false;
		} else if (!word.len) {
			*comma |= c == ',' || c == ';';
			*rest = text_from(*rest, 1);
		} else if (opens_page_line(*rest)) {
			size_t end = text_find_char(*rest, '\n');
			*rest = text_from(*rest, end == TEXT_NONE ? rest->len : end);
		} else {
			size_t end = text_find_char(*rest, '\n');
			Text line = text_slice(*rest, 0, end), after = line;
			if (take_noise(reader, word, &after)) {
				*rest = text_from(*rest, line.len - after.len);
				continue;
			}
			add_word(words, reader->arena, (struct tag_word){ word, false, *comma });
			*comma = false;
			*rest = text_from(*rest, word.len);
		}
	}
}

/* A bracket that the line does not close. */
static bool opens_bracket(Text line)
{
	redaction_cut(&line, '(');
	size_t len = line.len;
	redaction_cut(&line, ')');
	return len && !line.len;
}

TagWords tag_words_of(struct reader *reader, Text stretch)
{
	TagWords words = { 0 };
	bool comma = false;

	while (stretch.len && words.count < TAG_WORDS_LIMIT) {
		Text line = text_slice(stretch, 0, text_find_char(stretch, '\n'));
		Text kept = without_residue(reader, line);
		uint32_t number = transcript_line(
		    reader->transcript, transcript_span(reader->transcript, stretch).start);

		if (reader_frame(reader, number) != FRAME_NONE) {
			stretch = text_from(stretch, line.len + 1);
			continue;
		}
		bool open = opens_bracket(kept);
		Text rest = open ? stretch : kept;
		add_words(reader, &words, &rest, &comma);
		stretch = open ? rest : text_from(stretch, line.len + 1);
	}
	return words;
}

/* Words of capitals with commas between them: a list, though we may not know each of its codes. */
static bool is_code_list(const struct reader *reader, Text line)
{
	uint32_t known = 0, unknown = 0, commas = 0;

	while (line.len) {
		Text word = peek_word(line);
		bool listed = word.len && catalog_tag(reader->catalog, word);

		for (size_t i = 0; i < word.len && !listed; i++)
			if (!ascii_is_upper(word.at[i]) && word.at[i] != '-' && word.at[i] != '/')
				return false;
		known += listed;
		unknown += word.len > 0 && !listed;
		commas += line.at[0] == ',';
		line = text_from(line, word.len ? word.len : 1);
	}
	return known && (commas ? known >= unknown : !unknown);
}

/* "COUNTRY" + "CLEARANCE": one tag broken over two lines. */
static bool completes(const struct reader *reader, Text line, Text before)
{
	size_t from = before.len;
	char joined[64];
	struct tag_reading reading;
	Text first = peek_word(line);

	while (from && !is_end(before.at[from - 1]))
		from--;
	Text last = text_from(before, from);
	if (!last.len || !first.len || last.len + first.len + 1 > sizeof joined)
		return false;
	memcpy(joined, last.at, last.len);
	joined[last.len] = ' ';
	memcpy(joined + last.len + 1, first.at, first.len);
	return catalog_tag_listed(
	    reader->catalog, (Text){ joined, last.len + 1 + first.len }, &reading);
}

bool tags_continue(const struct reader *reader, Text line, Text before)
{
	struct class_line parts;
	Text rest = line;
	bool misspelt;

	if (!line.len || keyword_take(&rest, &misspelt) ||
	    class_line_take(reader->catalog, line, &parts))
		return false;
	if (text_ends(before, TEXT(",")) || !before.len)
		return true;
	return is_code_list(reader, line) || completes(reader, line, before);
}
