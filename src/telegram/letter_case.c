/* Capitals as people write them: subjects as titles, names. */
#include "telegram/telegram.h"

#include <string.h>

#include "record/redaction.h"
#include "telegram/reader.h"

/* Words that stay low within a title. */
static const Text small_words[] = { TEXT_INIT("a"), TEXT_INIT("an"), TEXT_INIT("and"),
	TEXT_INIT("as"), TEXT_INIT("at"), TEXT_INIT("but"), TEXT_INIT("by"), TEXT_INIT("for"),
	TEXT_INIT("if"), TEXT_INIT("in"), TEXT_INIT("nor"), TEXT_INIT("of"), TEXT_INIT("on"),
	TEXT_INIT("or"), TEXT_INIT("the"), TEXT_INIT("to"), TEXT_INIT("via"), TEXT_INIT("vs"),
	TEXT_INIT("vs.") };

/* Acronyms that are words, too, and are far more often these. */
static const Text plain_words[] = { TEXT_INIT("AT"), TEXT_INIT("CAP"), TEXT_INIT("CAR"),
	TEXT_INIT("COOL"), TEXT_INIT("DARK"), TEXT_INIT("FAN"), TEXT_INIT("FAR"), TEXT_INIT("FAST"),
	TEXT_INIT("FIT"), TEXT_INIT("GIFT"), TEXT_INIT("HAT"), TEXT_INIT("ICE"), TEXT_INIT("IN"),
	TEXT_INIT("LEGAL"), TEXT_INIT("LET"), TEXT_INIT("MAIL"), TEXT_INIT("MAP"),
	TEXT_INIT("MEET"), TEXT_INIT("MOST"), TEXT_INIT("OF"), TEXT_INIT("OFF"), TEXT_INIT("PAN"),
	TEXT_INIT("PICK"), TEXT_INIT("PRO"), TEXT_INIT("SEA"), TEXT_INIT("SEED"), TEXT_INIT("SO"),
	TEXT_INIT("STAR"), TEXT_INIT("STOP"), TEXT_INIT("UP"), TEXT_INIT("WASH"), TEXT_INIT("WHO"),
	TEXT_INIT("MR"), TEXT_INIT("MRS"), TEXT_INIT("MS"), TEXT_INIT("DR"), TEXT_INIT("ST") };

static bool is_among(Text word, const Text *words, size_t count)
{
	for (size_t i = 0; i < count; i++)
		if (text_equal_nocase(word, words[i]))
			return true;
	return false;
}

#define IS_AMONG(word, words) is_among((word), (words), sizeof(words) / sizeof *(words))

static bool is_word_byte(char c)
{
	return ascii_is_letter(c) || ascii_is_digit(c) || (unsigned char)c >= 0x80;
}

static bool is_roman(Text word)
{
	for (size_t i = 0; i < word.len; i++)
		if (text_find_char(TEXT("IVX"), word.at[i]) == TEXT_NONE)
			return false;
	return word.len > 1;
}

static bool is_run_of_x(Text word)
{
	for (size_t i = 0; i < word.len; i++)
		if (ascii_upper(word.at[i]) != 'X')
			return false;
	return word.len >= 4;
}

/* No vowel, or a word that the catalog has as an acronym. */
static bool is_acronym(const struct catalog *catalog, Text word)
{
	bool vowel = false, digit = false;

	for (size_t i = 0; i < word.len; i++) {
		vowel |= text_find_char(TEXT("AEIOUY"), ascii_upper(word.at[i])) != TEXT_NONE;
		digit |= ascii_is_digit(word.at[i]);
	}
	if (word.len < 2 || IS_AMONG(word, plain_words))
		return false;
	return digit || !vowel || is_roman(word) || catalog_is_acronym(catalog, word);
}

struct casing {
	const struct catalog *catalog; /* NULL: a name */
	char *at;                      /* the copy that is changed */
	size_t len;
	bool mixed; /* the source had small letters of its own */
	bool opens; /* a word here opens the title or a part of it */
};

static void set_low(struct casing *casing, size_t from, size_t to)
{
	for (size_t i = from; i < to; i++)
		casing->at[i] = ascii_lower(casing->at[i]);
}

/* Behind an apostrophe a letter is high only where one letter stands before it: D'Ivoire. */
static size_t apostrophe_at(const struct casing *casing, size_t at)
{
	if (casing->at[at] == '\'')
		return 1;
	return at + 3 <= casing->len && !memcmp(casing->at + at, "\xE2\x80\x99", 3) ? 3 : 0;
}

static void case_word(struct casing *casing, size_t from, size_t to)
{
	Text word = { casing->at + from, to - from };
	bool after_letter = from > 1 &&
	    (casing->at[from - 1] == '\'' || casing->at[from - 1] == '\x99') &&
	    is_word_byte(casing->at[from - 2]);
	bool one_letter_before = after_letter && casing->at[from - 1] == '\'' &&
	    (from == 2 || !is_word_byte(casing->at[from - 3]));

	if (after_letter && !one_letter_before) {
		set_low(casing, from, to);
		return;
	}
	if (casing->catalog && is_run_of_x(word)) {
		for (size_t i = from; i < to; i++)
			casing->at[i] = 'X';
		return;
	}
	if (casing->catalog && !casing->opens && !after_letter && IS_AMONG(word, small_words)) {
		set_low(casing, from, to);
		return;
	}
	if (casing->mixed || (casing->catalog ? is_acronym(casing->catalog, word) : is_roman(word)))
		return;
	casing->at[from] = ascii_upper(casing->at[from]);
	set_low(casing, from + 1, to);
}

/* A redaction's mark stands as it stands. */
static size_t mark_at(Text text, size_t at)
{
	return text.at[at] == '[' ? redaction_mark_length(text_from(text, at), NULL) : 0;
}

static void case_all(struct casing *casing)
{
	casing->opens = true;
	for (size_t i = 0; i < casing->len;) {
		size_t mark = mark_at((Text){ casing->at, casing->len }, i), end = i;

		if (mark) {
			casing->opens = false;
			i += mark;
			continue;
		}

		while (end < casing->len && is_word_byte(casing->at[end]) &&
		    !apostrophe_at(casing, end))
			end++;
		if (end == i) {
			/* Small words stay low behind a blank, a slash and a hyphen within a word.
			 */
			if (text_find_char(TEXT(":?!.(\""), casing->at[i]) != TEXT_NONE ||
			    (casing->at[i] == '-' && i && casing->at[i - 1] != ' '
				    ? false
				    : casing->at[i] == '-'))
				casing->opens = true;
			size_t skip = apostrophe_at(casing, i);
			i += skip ? skip : 1;
			continue;
		}
		case_word(casing, i, end);
		casing->opens = false;
		i = end;
	}
}

static bool has_case(Text text, bool upper)
{
	for (size_t i = 0; i < text.len; i++) {
		size_t mark = mark_at(text, i);

		if (mark)
			i += mark - 1;
		else if (upper ? ascii_is_upper(text.at[i]) : ascii_is_lower(text.at[i]))
			return true;
	}
	return false;
}

static void raise_words(struct casing *casing)
{
	Text text = { casing->at, casing->len };

	for (size_t i = 0, mark; i < text.len; i += mark ? mark : 1) {
		mark = mark_at(text, i);
		if (!mark)
			casing->at[i] = ascii_upper(casing->at[i]);
	}
}

Text telegram_title_case(Text subject, const struct catalog *catalog, struct arena *arena)
{
	struct casing casing = { .catalog = catalog, .len = subject.len };
	bool low = has_case(subject, false), high = has_case(subject, true);

	if (low && high)
		return subject;
	casing.at = subject.len ? arena_take(arena, subject.len) : NULL;
	if (!casing.at)
		return (Text){ 0 };
	memcpy(casing.at, subject.at, subject.len);
	if (low)
		raise_words(&casing);
	case_all(&casing);
	return (Text){ casing.at, casing.len };
}

Text telegram_name_case(Text name, struct arena *arena)
{
	struct casing casing = { .len = name.len, .mixed = has_case(name, false) };

	casing.at = name.len ? arena_take(arena, name.len) : NULL;
	if (!casing.at)
		return (Text){ 0 };
	memcpy(casing.at, name.at, name.len);
	for (size_t i = 0, mark; i < name.len; i += mark ? mark : 1) {
		mark = mark_at(name, i);
		if (!mark && casing.at[i] == '0')
			casing.at[i] = 'O';
	}
	case_all(&casing);
	return (Text){ casing.at, casing.len };
}
