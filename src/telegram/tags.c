/* TAGS: Traffic Analysis by Geography and Subject (5 FAH-3). Words of the line become uses: codes,
 * persons, phrases, and what is none of these. Which code a word stands for: catalog/tag_reading.h.
 */
#include "telegram/tag_words.h"

#include <string.h>

#include "catalog/tag_reading.h"
#include "record/redaction.h"

#define PHRASE_MOST 4 /* words of one tag: "COUNTRY CLEARANCE" */
#define PHRASE_WORD 5 /* letters of a word that cannot be a code */
#define NAME_WORDS  3
#define JOINED_ROOM 64

struct tags {
	struct reader *reader;
	const struct tag_word *words;
	uint32_t count, at;
	bool wants_name; /* OVIP stands before */
	bool too_many;
};

static struct tag_use *add_use(struct tags *tags, Text raw)
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
		*use = (struct tag_use){ .raw = reader_joined(tags->reader, raw) };
	return use;
}

static void add_note(struct tags *tags, Text raw, const struct tag_use *use)
{
	enum note_kind kind = NOTE_UNKNOWN_TAG;

	if (use->suggested.count)
		kind = NOTE_GUESSED_TAG;
	else if (use->rule == TAG_RULE_CONCATENATION)
		kind = NOTE_GLUED_TAGS;
	else if (use->codes.count)
		kind = NOTE_REPAIRED_TAG;
	if (use->rule != TAG_RULE_IDENTITY)
		reader_note(tags->reader, kind, raw);
}

static void add_reading(struct tags *tags, Text raw, const struct tag_reading *reading)
{
	struct tag_use *use = add_use(tags, raw);

	if (!use)
		return;
	use->rule = reading->rule;
	use->confidence = reading->confidence;
	for (uint32_t i = 0; i < reading->count; i++) {
		bool guess = reading->confidence == TAG_LOW;
		reader_add_once(
		    tags->reader, guess ? &use->suggested : &use->codes, reading->codes[i]);
		if (!guess)
			reader_add_once(
			    tags->reader, &tags->reader->record->tags, reading->codes[i]);
	}
	if (reading->count && reading->confidence == TAG_LOW)
		use->rule = TAG_RULE_UNRESOLVED;
	add_note(tags, raw, use);
}

static Text raw_of(const struct tags *tags, uint32_t count)
{
	return reader_stretch(tags->words[tags->at].text, tags->words[tags->at + count - 1].text);
}

/* `count` words from here on with single blanks between; empty when they do not belong together. */
static Text joined_words(const struct tags *tags, uint32_t count, char *bytes)
{
	size_t len = 0;

	if (tags->at + count > tags->count)
		return (Text){ 0 };
	for (uint32_t i = 0; i < count; i++) {
		const struct tag_word *word = &tags->words[tags->at + i];
		if (word->bracket || (i && word->after_comma) ||
		    len + word->text.len + 1 > JOINED_ROOM)
			return (Text){ 0 };
		if (i)
			bytes[len++] = ' ';
		memcpy(bytes + len, word->text.at, word->text.len);
		len += word->text.len;
	}
	return (Text){ bytes, len };
}

static Text without_blanks(Text text, char *bytes)
{
	size_t len = 0;

	for (size_t i = 0; i < text.len; i++)
		if (text.at[i] != ' ')
			bytes[len++] = text.at[i];
	return (Text){ bytes, len };
}

/* How many words from here on are one tag that the tables know, or one that a blank or a line end
 * tore apart; 0 when none. */
static uint32_t listed_phrase(const struct tags *tags, struct tag_reading *reading)
{
	char bytes[JOINED_ROOM], squeezed[JOINED_ROOM];

	for (uint32_t count = PHRASE_MOST; count > 1; count--) {
		Text joined = joined_words(tags, count, bytes);
		if (joined.len &&
		    (catalog_tag_listed(tags->reader->catalog, joined, reading) ||
			catalog_tag_listed(
			    tags->reader->catalog, without_blanks(joined, squeezed), reading)))
			return count;
	}
	return 0;
}

/* "HUMAN RIGHTSPREL": a known phrase of two words, and codes run on. How many letters of the second
 * word belong to it; 0 when none. */
static size_t torn_phrase(const struct tags *tags, struct tag_reading *reading)
{
	char bytes[JOINED_ROOM];
	Text joined = joined_words(tags, 2, bytes);
	size_t len = joined.len ? tags->words[tags->at + 1].text.len : 0;

	for (size_t cut = len; cut-- > PHRASE_WORD;)
		if (catalog_tag_listed(tags->reader->catalog,
			text_slice(joined, 0, joined.len - len + cut), reading))
			return cut;
	return 0;
}

static bool take_listed_phrase(struct tags *tags)
{
	struct tag_reading reading;
	uint32_t count = listed_phrase(tags, &reading);
	size_t cut = count ? 0 : torn_phrase(tags, &reading);

	if (count) {
		add_reading(tags, raw_of(tags, count), &reading);
		tags->at += count;
	} else if (cut) {
		Text last = tags->words[tags->at + 1].text;
		add_reading(tags,
		    reader_stretch(tags->words[tags->at].text, text_slice(last, 0, cut)), &reading);
		catalog_read_tag(tags->reader->catalog, text_from(last, cut), &reading);
		add_reading(tags, text_from(last, cut), &reading);
		tags->at += 2;
	}
	return count || cut;
}

static bool opens_listed_phrase(const struct tags *tags, uint32_t at)
{
	struct tags there = *tags;
	struct tag_reading reading;

	there.at = at;
	return listed_phrase(&there, &reading) || torn_phrase(&there, &reading);
}

static void add_person(struct tags *tags, Text raw, Text name)
{
	struct tag_use *use = name.len ? add_use(tags, raw) : NULL;

	if (!use)
		return;
	use->rule = TAG_RULE_PERSON;
	use->confidence = TAG_HIGH;
	use->name = text_upper(tags->reader->arena, name);
}

/* "(SURNAME, GIVEN)", several with ';' between; one listed code in brackets is that code. */
static void take_bracket(struct tags *tags)
{
	Text inner = text_trim(tags->words[tags->at++].text);
	struct tag_reading reading;

	tags->wants_name = false;
	if (catalog_tag_listed(tags->reader->catalog, inner, &reading)) {
		add_reading(tags, inner, &reading);
		return;
	}
	while (inner.len) {
		Text one = text_trim(text_cut(&inner, ';'));
		if (one.len > 1 && redaction_before(one).len == one.len)
			add_person(tags, one, reader_joined(tags->reader, one).text);
	}
}

static bool is_name_word(const struct tags *tags, uint32_t at, bool first)
{
	const struct tag_word *word = &tags->words[at];
	struct tag_reading reading;

	if (word->bracket || word->text.len < (first ? 2 : 1))
		return false;
	for (size_t i = 0; i < word->text.len; i++)
		if (!ascii_is_letter(word->text.at[i]) && word->text.at[i] != '-' &&
		    word->text.at[i] != '\'' && (word->text.at[i] != '.' || first))
			return false;
	catalog_read_tag(tags->reader->catalog, word->text, &reading);
	return reading.confidence != TAG_HIGH || reading.rule == TAG_RULE_PERSON;
}

/* "OVIP SURNAME GIVEN": the unknown words right behind it. */
static bool take_name(struct tags *tags)
{
	uint32_t count = 0;
	Text surname, given = { 0 };

	if (!tags->wants_name)
		return false;
	tags->wants_name = false;
	while (count < NAME_WORDS && tags->at + count < tags->count &&
	    is_name_word(tags, tags->at + count, !count) &&
	    !(count > 1 && tags->words[tags->at + count].after_comma))
		count++;
	if (!count)
		return false;
	surname = tags->words[tags->at].text;
	if (count > 1)
		given = reader_stretch(
		    tags->words[tags->at + 1].text, tags->words[tags->at + count - 1].text);
	given = reader_joined(tags->reader, given).text;
	add_person(tags, raw_of(tags, count),
	    text_format(tags->reader->arena, given.len ? "%.*s, %.*s" : "%.*s%.*s",
		TEXT_ARG(surname), TEXT_ARG(given)));
	tags->at += count;
	return true;
}

static bool is_joining_word(Text word)
{
	return text_equal_nocase(word, TEXT("AND")) || text_equal_nocase(word, TEXT("OF")) ||
	    text_equal_nocase(word, TEXT("IN")) || text_equal_nocase(word, TEXT("FOR")) ||
	    text_equal_nocase(word, TEXT("THE"));
}

/* A word of the language: too long for a code, and no codes run together. */
static bool is_plain_word(const struct tags *tags, Text word, bool *read)
{
	struct tag_reading reading;

	for (size_t i = 0; i < word.len; i++)
		if (!ascii_is_letter(word.at[i]))
			return false;
	catalog_read_tag(tags->reader->catalog, word, &reading);
	*read = reading.count && reading.confidence > TAG_LOW;
	return word.len >= PHRASE_WORD && (!*read || reading.rule == TAG_RULE_SPELLING);
}

/* Words of the language in a row are one heading, unless each of them stands for a code. */
static bool take_plain_phrase(struct tags *tags)
{
	struct tag_use *use;
	uint32_t count = 0, words = 0, readable = 0;

	for (uint32_t i = tags->at; i < tags->count && count < PHRASE_MOST; i++) {
		const struct tag_word *word = &tags->words[i];
		bool read = false;
		if (word->bracket || (i > tags->at && word->after_comma))
			break;
		if (i > tags->at && is_joining_word(word->text))
			continue;
		if (!is_plain_word(tags, word->text, &read) ||
		    (i > tags->at && opens_listed_phrase(tags, i)))
			break;
		words++;
		readable += read;
		count = i + 1 - tags->at;
	}
	if (words < 2 || readable == words)
		return false;
	Text raw = raw_of(tags, count);
	use = add_use(tags, raw);
	if (use)
		add_note(tags, raw, use);
	tags->at += count;
	return true;
}

static void take_word(struct tags *tags)
{
	Text word = tags->words[tags->at].text;
	struct tag_reading reading;

	catalog_read_tag(tags->reader->catalog, word, &reading);
	if (reading.rule != TAG_RULE_IDENTITY &&
	    (take_listed_phrase(tags) || take_name(tags) || take_plain_phrase(tags)))
		return;
	add_reading(tags, word, &reading);
	tags->wants_name = reading.count && reading.confidence > TAG_LOW &&
	    text_equal(reading.codes[reading.count - 1], TEXT("OVIP"));
	tags->at++;
}

void tags_read(struct reader *reader, Text stretch)
{
	TagWords words = tag_words_of(reader, stretch);
	struct tags tags = { .reader = reader, .words = words.items, .count = words.count };

	while (tags.at < tags.count && !tags.too_many) {
		if (tags.words[tags.at].bracket)
			take_bracket(&tags);
		else
			take_word(&tags);
	}
}
