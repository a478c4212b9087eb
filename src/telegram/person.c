/* Titles and names. The rule: the name is what follows the last word of a title, or what stands
 * before the first comma when no word there is of a title. */
#include "telegram/person.h"

/* Low words of a name, before its last part. */
static const Text particles[] = { TEXT_INIT("DE"), TEXT_INIT("LA"), TEXT_INIT("VON"),
	TEXT_INIT("VAN"), TEXT_INIT("DER"), TEXT_INIT("DEN"), TEXT_INIT("DEL"), TEXT_INIT("DI"),
	TEXT_INIT("DA"), TEXT_INIT("DU"), TEXT_INIT("LE"), TEXT_INIT("EL"), TEXT_INIT("AL"),
	TEXT_INIT("BIN"), TEXT_INIT("TEN"), TEXT_INIT("TER"), TEXT_INIT("DOS"), TEXT_INIT("ST.") };

static const Text connectives[] = { TEXT_INIT("FOR"), TEXT_INIT("OF"), TEXT_INIT("AND"),
	TEXT_INIT("TO"), TEXT_INIT("IN"), TEXT_INIT("THE"), TEXT_INIT("AT"), TEXT_INIT("ON"),
	TEXT_INIT("BY"), TEXT_INIT("PER"), TEXT_INIT("AS"), TEXT_INIT("DUE"), TEXT_INIT("BASED"),
	TEXT_INIT("IS"), TEXT_INIT("PURSUANT"), TEXT_INIT("UNDER"), TEXT_INIT("BECAUSE"),
	TEXT_INIT("&"), TEXT_INIT("-"), TEXT_INIT("--") };

static bool is_among(Text word, const Text *words, size_t count)
{
	for (size_t i = 0; i < count; i++)
		if (text_equal_nocase(word, words[i]))
			return true;
	return false;
}

#define IS_AMONG(word, words) is_among((word), (words), sizeof(words) / sizeof *(words))

struct names {
	const struct catalog *catalog;
	Text words[PERSON_WORDS];
	bool comma[PERSON_WORDS]; /* a comma or a colon ends a part behind this word */
	bool title[PERSON_WORDS];
	uint32_t count;
	bool low;   /* no capitals at all */
	bool mixed; /* small letters occur: an acronym is one by its capitals */
};

static bool is_suffix(Text word)
{
	static const Text suffixes[] = { TEXT_INIT("JR"), TEXT_INIT("JR."), TEXT_INIT("SR"),
		TEXT_INIT("SR."), TEXT_INIT("II"), TEXT_INIT("III"), TEXT_INIT("III."),
		TEXT_INIT("II."), TEXT_INIT("IV"), TEXT_INIT("IV.") };

	return IS_AMONG(word, suffixes);
}

/* In a text without any capital every letter may open a name. */
static bool is_capital_start(const struct names *names, Text word)
{
	if (names->low && word.len && ascii_is_letter(word.at[0]))
		return true;
	return word.len && (ascii_is_upper(word.at[0]) || (unsigned char)word.at[0] >= 0xC3);
}

static bool is_acronym(Text word)
{
	for (size_t i = 0; i < word.len; i++)
		if (!ascii_is_upper(word.at[i]) && word.at[i] != '-')
			return false;
	return word.len >= 2 && word.len <= 5;
}

static bool is_digit_word(Text word)
{
	size_t digits = 0;

	for (size_t i = 0; i < word.len; i++)
		digits += ascii_is_digit(word.at[i]);
	return digits && !(word.len == 2 && word.at[0] == '0' && word.at[1] == '.');
}

/* "COUNSEL0R": a zero among letters is an O. */
static Text letters_of(Text word, char room[PERSON_WORD_MOST])
{
	if (word.len > PERSON_WORD_MOST)
		return word;
	for (size_t i = 0; i < word.len; i++)
		room[i] = word.at[i] == '0' ? 'O' : word.at[i];
	while (word.len && (room[word.len - 1] == '.' || room[word.len - 1] == ')'))
		word.len--;
	return (Text){ room, word.len };
}

static bool is_place(const struct names *names, uint32_t at)
{
	for (uint32_t back = at; back--;) {
		if (IS_AMONG(names->words[back], connectives))
			return catalog_country_by_name(names->catalog, names->words[at]) ||
			    catalog_post_as_written(names->catalog, names->words[at]);
		if (!names->title[back])
			return false;
	}
	return false;
}

/* "de la Torre": particles, then a capital. */
static bool opens_surname(const struct names *names, uint32_t at)
{
	while (at < names->count && IS_AMONG(names->words[at], particles))
		at++;
	return at < names->count && is_capital_start(names, names->words[at]) &&
	    !names->comma[at - (at > 0)];
}

static bool is_of_title(const struct names *names, uint32_t at)
{
	char room[PERSON_WORD_MOST], part_room[PERSON_WORD_MOST];
	Text word = names->words[at], bare = letters_of(word, room), parts = bare;
	bool low = !is_capital_start(names, word);

	if (text_equal(word, TEXT("0.")))
		return false;
	if (!bare.len || IS_AMONG(word, connectives) || text_find_char(word, '/') != TEXT_NONE)
		return true;
	if (person_is_title_word(bare))
		return true;
	if (is_digit_word(word) && !ascii_is_letter(letters_of(word, room).at[0]))
		return true;
	if (text_find_nocase(word, TEXT("affair")) != TEXT_NONE ||
	    text_equal_nocase(word, TEXT("A.I.")) || text_equal(word, TEXT("U.S.")))
		return true;
	if (low)
		return !IS_AMONG(word, particles) || !opens_surname(names, at);
	if (is_suffix(word) || person_is_short(word))
		return false;
	if (names->mixed && is_acronym(word) && at + 1 < names->count)
		return true;
	while (parts.len && text_find_char(bare, '-') != TEXT_NONE) {
		Text part = text_cut(&parts, '-');

		if (person_is_title_word(letters_of(part, part_room)))
			return true;
	}
	return is_place(names, at);
}

/* Words with what ends a part behind them; a colon within a word ends one, too. */
static void split(struct names *names, Text text)
{
	while (names->count < PERSON_WORDS) {
		Text word = text_cut_word(&text);
		bool comma = false;

		if (!word.len)
			break;
		size_t colon = text_find_char(word, ':');
		if (colon != TEXT_NONE && colon + 1 < word.len) {
			text = (Text){ word.at + colon + 1,
				(size_t)(text.at + text.len - word.at) - colon - 1 };
			word.len = colon + 1;
		}
		size_t inner = text_find_char(word, ',');
		if (inner != TEXT_NONE && inner + 1 < word.len && inner > 1) {
			text = (Text){ word.at + inner + 1,
				(size_t)(text.at + text.len - word.at) - inner - 1 };
			word.len = inner + 1;
		}
		while (
		    word.len && text_find_char(TEXT(",:;"), word.at[word.len - 1]) != TEXT_NONE) {
			word.len--;
			comma = true;
		}
		if (!word.len) {
			if (names->count)
				names->comma[names->count - 1] = true;
			continue;
		}
		names->words[names->count] = word;
		names->comma[names->count++] = comma;
	}
}

static void weigh(struct names *names)
{
	bool high = false;

	for (uint32_t i = 0; i < names->count; i++)
		high |= is_capital_start(names, names->words[i]);
	names->low = !high;
	for (uint32_t i = 0; i < names->count; i++)
		for (size_t c = 1; c < names->words[i].len; c++)
			names->mixed |= ascii_is_lower(names->words[i].at[c]) &&
			    is_capital_start(names, names->words[i]);
	for (uint32_t i = 0; i < names->count; i++)
		names->title[i] = is_of_title(names, i);
}

/* "A B C. Doe" with more words than a name has: from the word before the first initial, or two. */
static uint32_t shorten(const struct names *names, uint32_t from, uint32_t to)
{
	if (to - from <= 4)
		return from;
	for (uint32_t i = from + 1; i + 1 < to; i++)
		if (names->words[i].len <= 2 && !is_suffix(names->words[i]))
			return i - 1;
	return is_suffix(names->words[to - 1]) ? to - 3 : to - 2;
}

static Text stretch(const struct names *names, uint32_t from, uint32_t to)
{
	Text first = names->words[from], last = names->words[to - 1];

	return (Text){ first.at, (size_t)(last.at + last.len - first.at) };
}

/* The name within words from..to, which no comma parts but that of a suffix. */
static bool find_name(const struct names *names, uint32_t from, uint32_t to, struct person *person)
{
	uint32_t end = to, begin;

	while (end > from &&
	    (!is_capital_start(names, names->words[end - 1]) ||
		IS_AMONG(names->words[end - 1], connectives))) {
		end--;
		if (is_digit_word(names->words[end]))
			return false;
	}
	for (begin = end; begin > from && !names->title[begin - 1];)
		begin--;
	if (begin == end) { /* JANE DOE DCM */
		begin = from;
		for (end = from; end < to && !names->title[end];)
			end++;
		if (end - begin < 2)
			return false;
	}
	begin = shorten(names, begin, end);
	while (begin < end && !is_capital_start(names, names->words[begin]))
		begin++;
	if (begin == end || (end - begin == 1 && names->words[begin].len < 3))
		return false;
	person->name = stretch(names, begin, end);
	if (!is_suffix(names->words[end - 1]) || names->words[end - 1].at[0] != 'J')
		while (person->name.len && text_ends(person->name, TEXT(".")) &&
		    !(person_is_short(names->words[end - 1])))
			person->name.len--;
	person->title = begin > from ? stretch(names, from, begin)
	    : end < to               ? stretch(names, end, to)
				     : (Text){ 0 };
	return true;
}

/* "Ambassador A and DCM B": the part before "and" names somebody of its own. */
static uint32_t find_and(const struct names *names, uint32_t from, uint32_t to)
{
	struct person person;

	for (uint32_t i = from + 2; i + 1 < to; i++)
		if ((text_equal_nocase(names->words[i], TEXT("and")) ||
			text_equal(names->words[i], TEXT("&"))) &&
		    !names->title[i - 1] && !names->title[i - 2] &&
		    find_name(names, from, i, &person) && find_name(names, i + 1, to, &person))
			return i;
	return to;
}

uint32_t persons_take(
    const struct catalog *catalog, Text statement, struct person persons[PERSONS_MOST])
{
	struct names names = { .catalog = catalog };
	uint32_t count = 0, from = 0, to = 0, segment = 0;

	split(&names, statement);
	weigh(&names);
	while (from < names.count && !count) {
		to = from + 1;
		while (to < names.count && (!names.comma[to - 1] || is_suffix(names.words[to])))
			to++;
		for (uint32_t part = from; part < to && count < PERSONS_MOST;) {
			uint32_t end = find_and(&names, part, to);

			count += find_name(&names, part, end, &persons[count]);
			part = end + 1;
		}
		segment = from;
		from = to;
	}
	if (count == 1 && !persons[0].title.len && segment)
		persons[0].title = stretch(&names, 0, segment);
	else if (count == 1 && !persons[0].title.len && from < names.count)
		persons[0].title = stretch(&names, from, names.count);
	return count;
}
