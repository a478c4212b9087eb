/* TAGS: Traffic Analysis by Geography and Subject (5 FAH-3). Known codes, person tags, codes run
 * together. */
#include "telegram/reader.h"

#include <string.h>

#define GLUED_LEAST 5 /* "PHUM" + "B" is no code; shorter words are not split */
#define GLUED_MOST  120
#define WORDS_MOST  4 /* of one tag: "COUNTRY CLEARANCE" */
#define NAME_WORDS  3
#define RESIDUE_GAP 5 /* so many blanks and what follows are no part of the line */

struct tags {
	struct reader *reader;
	Text rest;
	bool wants_name; /* OVIP stands before */
	bool too_many;
};

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

static struct tag_use *add_tag(struct tags *tags, Text raw, Text code, enum tag_source source)
{
	struct tag_use *use = NULL;

	if (tags->reader->cable->tags.count >= TAGS_LIMIT) {
		if (!tags->too_many)
			reader_note(tags->reader, NOTE_TOO_MANY, raw);
		tags->too_many = true;
		return NULL;
	}
	use = array_add(&tags->reader->cable->tags, tags->reader->arena);
	if (use)
		*use = (struct tag_use){
			.raw = reader_field(tags->reader, raw), .code = code, .source = source
		};
	if (use)
		reader_add_once(tags->reader, &tags->reader->record->tags, code);
	return use;
}

static Text known_code(const struct tag *tag)
{
	return tag->variant_of.len ? tag->variant_of : tag->code;
}

/* Joins up to WORDS_MOST words with single blanks (a line end is one) while the whole is a known
 * code. */
static bool take_known(struct tags *tags)
{
	Text rest = tags->rest, first = peek_word(rest), raw = first;
	const struct tag *best = NULL;
	Text best_raw = first;
	char joined[64];
	size_t len = 0;

	for (int i = 0; i < WORDS_MOST && rest.len; i++) {
		Text word = peek_word(rest);
		if (!word.len || len + word.len + 1 > sizeof joined)
			break;
		if (len)
			joined[len++] = ' ';
		memcpy(joined + len, word.at, word.len);
		len += word.len;
		raw = reader_stretch(first, word);
		const struct tag *found = catalog_tag(tags->reader->catalog, (Text){ joined, len });
		if (found) {
			best = found;
			best_raw = raw;
		}
		rest = text_from(rest, word.len);
		while (rest.len && ascii_is_space(rest.at[0]))
			rest = text_from(rest, 1);
	}
	if (!best)
		return false;
	add_tag(tags, best_raw, known_code(best), TAG_AS_WRITTEN);
	tags->wants_name = text_equal(best->code, TEXT("OVIP"));
	tags->rest = text_from(tags->rest, best_raw.len);
	return true;
}

/* "(SURNAME, GIVEN)" */
static bool take_brackets(struct tags *tags)
{
	Text inner = tags->rest;
	size_t close;

	if (!text_take_char(&inner, '('))
		return false;
	close = text_find_char(inner, ')');
	inner = text_slice(inner, 0, close == TEXT_NONE ? inner.len : close);
	tags->rest = text_from(tags->rest, inner.len + 2);
	uint32_t count = tags->reader->cable->tags.count;
	if (count && inner.len)
		tags->reader->cable->tags.items[count - 1].name =
		    text_upper(tags->reader->arena, text_trim(inner));
	tags->wants_name = false;
	return true;
}

static bool is_name_word(const struct tags *tags, Text word)
{
	if (word.len < 2 || catalog_tag(tags->reader->catalog, word))
		return false;
	for (size_t i = 0; i < word.len; i++)
		if (!ascii_is_letter(word.at[i]) && word.at[i] != '-' && word.at[i] != '\'')
			return false;
	return true;
}

/* "OVIP SURNAME GIVEN": the unknown words right behind it. */
static bool take_name(struct tags *tags)
{
	Text words[NAME_WORDS], rest = tags->rest;
	size_t count = 0;

	while (tags->wants_name && count < NAME_WORDS) {
		Text word = peek_word(rest);
		if (!is_name_word(tags, word))
			break;
		words[count++] = word;
		rest = text_from(rest, word.len);
		while (rest.len && (ascii_is_space(rest.at[0]) || rest.at[0] == ','))
			rest = text_from(rest, 1);
	}
	tags->wants_name = false;
	uint32_t last = tags->reader->cable->tags.count;
	if (!count || !last)
		return false;
	Text given = count > 1 ? reader_stretch(words[1], words[count - 1]) : (Text){ 0 };
	Text name = text_format(tags->reader->arena, given.len ? "%.*s, %.*s" : "%.*s%.*s",
	    TEXT_ARG(words[0]), TEXT_ARG(given));
	tags->reader->cable->tags.items[last - 1].name = text_upper(tags->reader->arena, name);
	tags->rest = rest;
	return true;
}

/* A code that may be a piece of a glued word: long ones anywhere, a country's two letters at the
 * end or the start. */
static const struct tag *piece(const struct tags *tags, Text word, size_t from, size_t len)
{
	const struct tag *tag = catalog_tag(tags->reader->catalog, text_slice(word, from, len));
	bool geographic = tag && text_equal(tag->kind, TEXT("geographic"));

	if (!tag || len < 2 || (len == 2) != geographic)
		return NULL;
	if (geographic)
		return !from || from + len == word.len ? tag : NULL;
	return len >= 4 || (len == 3 && text_equal(tag->kind, TEXT("organization"))) ? tag : NULL;
}

/* The fewest codes that make up `word`: cut[i] is where the piece that ends at i begins. */
static bool segment(const struct tags *tags, Text word, uint8_t *cut)
{
	uint8_t best[GLUED_MOST + 1];

	memset(best, 0xFF, sizeof best);
	best[0] = 0;
	for (size_t end = 2; end <= word.len; end++)
		for (size_t len = 2; len <= 8 && len <= end; len++) {
			size_t from = end - len;
			/* Three letters, or a country in front, only where nothing better fits. */
			unsigned cost = best[from] + (len == 3 || (len == 2 && !from) ? 3u : 1u);
			if (best[from] == 0xFF || cost >= best[end] ||
			    !piece(tags, word, from, len))
				continue;
			best[end] = (uint8_t)cost;
			cut[end] = (uint8_t)from;
		}
	return best[word.len] != 0xFF;
}

static bool take_glued(struct tags *tags)
{
	Text word = peek_word(tags->rest);
	uint8_t cut[GLUED_MOST + 1], ends[GLUED_MOST + 1];
	size_t count = 0;

	if (word.len < GLUED_LEAST || word.len > GLUED_MOST || !segment(tags, word, cut))
		return false;
	for (size_t end = word.len; end; end = cut[end])
		ends[count++] = (uint8_t)end;
	reader_note(tags->reader, NOTE_GLUED_TAGS, word);
	while (count--) {
		Text raw = text_slice(word, cut[ends[count]], ends[count] - cut[ends[count]]);
		const struct tag *tag = catalog_tag(tags->reader->catalog, raw);
		if (tag)
			add_tag(tags, raw, known_code(tag), TAG_SPLIT);
	}
	tags->rest = text_from(tags->rest, word.len);
	return true;
}

static bool is_noise(const struct tags *tags, Text word)
{
	Text rest;

	for (size_t i = 0; i < word.len; i++)
		if (ascii_is_letter(word.at[i]))
			return text_equal_nocase(word, TEXT("SIPDIS")) ||
			    (word.len > 3 &&
				catalog_classification_of_line(
				    tags->reader->catalog, word, &rest) != CLASS_UNKNOWN);
	return true;
}

static void take_word(struct tags *tags)
{
	Text word = peek_word(tags->rest);

	if (!word.len) {
		tags->rest = text_from(tags->rest, 1);
		return;
	}
	if (is_noise(tags, word)) {
		tags->rest = text_from(tags->rest, word.len);
		return;
	}
	if (take_known(tags) || take_name(tags) || take_glued(tags))
		return;
	reader_note(tags->reader, NOTE_UNKNOWN_TAG, word);
	add_tag(tags, word, text_upper(tags->reader->arena, word), TAG_UNKNOWN);
	tags->rest = text_from(tags->rest, word.len);
}

/* Drops what transmission left behind a wide gap of the line. */
static Text without_residue(Text line)
{
	size_t gap = 0;

	for (size_t i = 0; i < line.len; i++) {
		gap = ascii_is_blank(line.at[i]) ? gap + 1 : 0;
		if (gap == RESIDUE_GAP)
			return text_slice(line, 0, i);
	}
	return line;
}

void tags_read(struct reader *reader, Text stretch)
{
	struct tags tags = { .reader = reader };

	if (text_find_char(stretch, '\n') == TEXT_NONE)
		stretch = without_residue(stretch);
	tags.rest = stretch;
	while (tags.rest.len && !tags.too_many) {
		char c = tags.rest.at[0];

		if (ascii_is_space(c) || c == ',' || c == ';') {
			tags.rest = text_from(tags.rest, 1);
			continue;
		}
		if (!take_brackets(&tags))
			take_word(&tags);
	}
}

/* Words of capitals with commas between them: a list, though we may not know each of its codes. */
static bool is_code_list(const struct reader *reader, Text line)
{
	uint32_t known = 0, unknown = 0, commas = 0;

	while (line.len) {
		Text word = peek_word(line);

		for (size_t i = 0; i < word.len; i++)
			if (!ascii_is_upper(word.at[i]) && word.at[i] != '-' && word.at[i] != '/')
				return false;
		if (word.len && catalog_tag(reader->catalog, word))
			known++;
		else
			unknown += word.len > 0;
		commas += line.at[0] == ',';
		line = text_from(line, word.len ? word.len : 1);
	}
	return known && (commas ? known > unknown : !unknown);
}

/* "COUNTRY" + "CLEARANCE": one code broken over two lines. */
static bool completes(const struct reader *reader, Text line, Text before)
{
	size_t from = before.len;
	char joined[64];

	while (from && !is_end(before.at[from - 1]))
		from--;
	Text last = text_from(before, from);
	if (!last.len || last.len + line.len + 1 > sizeof joined)
		return false;
	memcpy(joined, last.at, last.len);
	joined[last.len] = ' ';
	memcpy(joined + last.len + 1, line.at, line.len);
	return catalog_tag(reader->catalog, (Text){ joined, last.len + 1 + line.len }) != NULL;
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
