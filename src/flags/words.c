/* Words around a match, walked one by one from it. */
#include "flags/words.h"

#include "base/utf8.h"

#define NAME_WORDS 6  /* most words of a name */
#define CAPITALS   4  /* of a name among capitals */
#define WORDS_AWAY 20 /* where a name is still looked for */
#define BYTES_AWAY 400
#define WITNESS    60 /* bytes that tell whether all is in capitals */

struct word {
	uint32_t start, end;
	bool stop;   /* a sentence ends between it and the word before it on the way */
	bool parted; /* a sign that a name does not hold stands there */
};

static bool is_name_byte(char c)
{
	return ascii_is_letter(c) || (unsigned char)c >= 0x80;
}

/* Within a word, between two letters: hyphen, apostrophe. */
static bool joins(Text text, uint32_t at)
{
	char c = text.at[at];

	return (c == '-' || c == '\'') && at > 0 && at + 1 < text.len &&
	    is_name_byte(text.at[at - 1]) && is_name_byte(text.at[at + 1]);
}

/* A dot ends a sentence unless it belongs to an initial, a title or another short word, or small
 * letters follow. */
static bool ends_sentence(Text text, uint32_t at)
{
	uint32_t length = 0;

	if (text.at[at] == ';' || text.at[at] == '?' || text.at[at] == '!')
		return true;
	if (text.at[at] != '.')
		return false;
	while (length < at && ascii_is_letter(text.at[at - 1 - length]))
		length++;
	if (length < 4 && at > 0 && !ascii_is_digit(text.at[at - 1]))
		return false;
	uint32_t next = at + 1;
	while (next < text.len && ascii_is_space(text.at[next]))
		next++;
	return next == text.len || (next > at + 1 && !ascii_is_lower(text.at[next]));
}

static void see_sign(Text text, uint32_t at, struct word *word)
{
	if (ends_sentence(text, at))
		word->stop = true;
	else if (!ascii_is_space(text.at[at]) && text.at[at] != '.' && text.at[at] != '"')
		word->parted = true;
}

static bool word_before(Text text, uint32_t at, struct word *word)
{
	*word = (struct word){ 0 };
	while (at > 0 && !is_name_byte(text.at[at - 1]))
		see_sign(text, --at, word);
	word->end = at;
	while (at > 0 && (is_name_byte(text.at[at - 1]) || joins(text, at - 1)))
		at--;
	word->start = at;
	return word->end > word->start;
}

static bool word_behind(Text text, uint32_t at, struct word *word)
{
	*word = (struct word){ 0 };
	while (at < text.len && !is_name_byte(text.at[at]))
		see_sign(text, at++, word);
	word->start = at;
	while (at < text.len && (is_name_byte(text.at[at]) || joins(text, at)))
		at++;
	word->end = at;
	return word->end > word->start;
}

static bool is_one_of(Text word, const char *const *list)
{
	for (; *list; list++)
		if (text_equal_nocase(word, text_of(*list)))
			return true;
	return false;
}

/* Words with a capital that are no part of a name: at the head of a sentence, among capitals, or
 * what somebody is. */
static bool is_common(Text word)
{
	static const char *const list[] = { "a", "about", "according", "acting", "adviser",
		"advisor", "after", "also", "ambassador", "an", "and", "are", "army", "as", "asked",
		"at", "attorney", "because", "both", "but", "by", "captain", "chairman", "chief",
		"col", "colonel", "commander", "committee", "contact", "council", "counselor",
		"dcm", "department", "deputy", "did", "director", "doctor", "dr", "editor",
		"embassy", "ex", "executive", "first", "foreign", "former", "from", "gen",
		"general", "governor", "had", "has", "he", "head", "her", "his", "identity", "if",
		"imam", "in", "into", "is", "it", "its", "journalist", "judge", "lawyer", "leader",
		"lt", "major", "mayor", "member", "met", "minister", "ministry", "mr", "mrs", "ms",
		"national", "new", "no", "not", "of", "officer", "on", "one", "or", "our",
		"parliament", "party", "please", "police", "political", "post", "president",
		"prime", "prof", "professor", "protect", "said", "saw", "secretary", "senator",
		"service", "sgt", "she", "source", "spokesman", "state", "strictly", "that", "the",
		"their", "them", "then", "they", "this", "those", "through", "to", "told", "two",
		"was", "we", "were", "when", "which", "who", "whom", "will", "with", "you", NULL };

	return is_one_of(word, list);
}

static bool is_day_or_month(Text word)
{
	static const char *const list[] = { "january", "february", "march", "april", "june", "july",
		"august", "september", "october", "november", "december", "monday", "tuesday",
		"wednesday", "thursday", "friday", "saturday", "sunday", NULL };

	return is_one_of(word, list);
}

/* Small words within a name: "de Sousa", "bin Laden". */
static bool is_particle(Text word)
{
	static const char *const list[] = { "al", "bin", "bint", "binti", "da", "das", "de", "del",
		"della", "den", "der", "di", "do", "dos", "du", "el", "ibn", "la", "le", "ould",
		"mint", "van", "von", "y", "ben", "ter", "abu", NULL };

	return is_one_of(word, list);
}

static bool is_capital(Text word)
{
	if (ascii_is_upper(word.at[0]) || (unsigned char)word.at[0] >= 0x80)
		return true;
	/* al-Hadi */
	size_t hyphen = text_find_char(word, '-');
	return hyphen != TEXT_NONE && hyphen + 1 < word.len && ascii_is_upper(word.at[hyphen + 1]);
}

static bool all_capitals(Text text, Span span, enum side side)
{
	uint32_t from = side == SIDE_BEHIND ? span.start + span.length
	    : span.start > WITNESS          ? span.start - WITNESS
					    : 0;
	uint32_t to = side == SIDE_BEHIND ? from + WITNESS : span.start;

	for (uint32_t i = from; i < to && i < text.len; i++)
		if (ascii_is_lower(text.at[i]))
			return false;
	return true;
}

/* Puts the word at the outer end of the name. */
static void extend(Span *name, const struct word *word)
{
	uint32_t end = name->start + name->length;

	if (!name->length) {
		*name = (Span){ word->start, word->end - word->start };
		return;
	}
	if (word->start < name->start)
		name->start = word->start;
	name->length = (word->end > end ? word->end : end) - name->start;
}

static Span find_subject(Text text, Span span, enum side side)
{
	bool (*step)(Text, uint32_t, struct word *) =
	    side == SIDE_BEHIND ? word_behind : word_before;
	uint32_t at = side == SIDE_BEHIND ? span.start + span.length : span.start;
	uint32_t words = 0, gap = 0;
	bool capitals = all_capitals(text, span, side);
	struct word word, inner = { 0 };
	Span name = { 0 };

	for (uint32_t seen = 0; seen < WORDS_AWAY && step(text, at, &word) && !word.stop; seen++) {
		Text spelt = text_slice(text, word.start, word.end - word.start);
		/* A lone letter is an initial within a name, else a portion mark or a label. */
		bool taken = is_capital(spelt) && !is_common(spelt) && !is_day_or_month(spelt) &&
		    (name.length || spelt.len > 1);

		at = side == SIDE_BEHIND ? word.end : word.start;
		if (name.length && (word.parted || words == (capitals ? CAPITALS : NAME_WORDS)))
			break;
		if (name.length && !taken && is_particle(spelt)) {
			/* Belongs to it only with a name at its other side, or a name begins so. */
			inner = word;
			gap++;
			if (gap < 3)
				continue;
			break;
		}
		if (!taken) {
			if (name.length || (capitals && side == SIDE_BEFORE && seen > 0))
				break;
			continue;
		}
		extend(&name, &word);
		inner = (struct word){ 0 };
		gap = 0;
		words++;
	}
	/* "van Loon": a particle right before the first name belongs to it. */
	if (name.length && inner.end && side == SIDE_BEFORE && inner.end < name.start && gap == 1)
		extend(&name, &inner);
	return name;
}

/* The text around `span`, which becomes its place there; *base is where the piece begins. Whatever
 * the text is, no more than this is walked. */
static Text around(Text text, Span *span, uint32_t *base)
{
	uint32_t end = span->start + span->length;
	Text piece;

	*base = span->start > BYTES_AWAY ? span->start - BYTES_AWAY : 0;
	while (*base < span->start && ((unsigned char)text.at[*base] & 0xC0) == 0x80)
		(*base)++;
	piece = utf8_head(text_from(text, *base), end - *base + BYTES_AWAY);
	span->start -= *base;
	return piece;
}

Span subject_find(Text text, Span span, enum side side)
{
	uint32_t base;
	Text piece = around(text, &span, &base);
	Span name = find_subject(piece, span, side);

	return name.length ? (Span){ base + name.start, name.length } : name;
}

/* How far so many words reach from `at`, in the sentence. */
static uint32_t words_away(Text text, uint32_t at, uint32_t count, enum side side)
{
	struct word word;

	for (uint32_t i = 0; i < count; i++) {
		bool there = side == SIDE_BEFORE ? word_before(text, at, &word)
						 : word_behind(text, at, &word);
		if (!there || word.stop)
			break;
		at = side == SIDE_BEFORE ? word.start : word.end;
	}
	return at;
}

/* Whether `words` stand at the head of the text, any space for a blank, and end there. */
static bool stands(Text text, Text words)
{
	while (words.len) {
		if (words.at[0] == ' ') {
			Text rest = text;
			while (rest.len && ascii_is_space(rest.at[0]))
				rest = text_from(rest, 1);
			if (rest.len == text.len)
				return false;
			text = rest;
		} else if (!text.len || ascii_lower(text.at[0]) != ascii_lower(words.at[0])) {
			return false;
		} else {
			text = text_from(text, 1);
		}
		words = text_from(words, 1);
	}
	return !text.len || !is_name_byte(text.at[0]);
}

static bool holds(Text text, uint32_t from, uint32_t to, const TextList *words)
{
	for (uint32_t at = from; at < to; at++) {
		if (at > 0 && is_name_byte(text.at[at - 1]) && is_name_byte(text.at[at]))
			continue;
		for (uint32_t i = 0; i < words->count; i++)
			if (stands(text_slice(text, at, to - at), words->items[i]))
				return true;
	}
	return false;
}

bool near_find(Text text, Span span, const struct near_words *near)
{
	uint32_t base;
	text = around(text, &span, &base);
	uint32_t end = span.start + span.length;

	if (near->side != SIDE_BEHIND &&
	    holds(text, words_away(text, span.start, near->within, SIDE_BEFORE), span.start,
		&near->words))
		return true;
	return near->side != SIDE_BEFORE &&
	    holds(text, end, words_away(text, end, near->within, SIDE_BEHIND), &near->words);
}
