/* Reference ids, exact and garbled: year, what stands where the post should, number. Each repair is
 * a rule with a name; what two rules could read in two ways stays as it is. */
#include "catalog/station_id.h"

#include "catalog/tables.h"

#define ID_LIMIT 80

struct reading {
	const struct catalog *catalog;
	struct arena *arena;
	Text rest; /* upper case, no signs */
	int year;
	Station station;
	uint64_t number;
	uint32_t rules;
};

Text id_rule_reason(enum id_rule rule)
{
	static const Text reasons[] = {
#define ID_RULE_REASON(name, why) TEXT_INIT(why),
		ID_RULES(ID_RULE_REASON)
#undef ID_RULE_REASON
	};

	return reasons[rule];
}

static void mark(struct reading *reading, enum id_rule rule)
{
	reading->rules |= 1u << rule;
}

/* The digit that a letter was meant as. */
static char digit_of(char c)
{
	return c == 'O' || c == 'Q' ? '0' : c == 'I' || c == 'L' ? '1' : c;
}

static bool read_digits(Text text, uint64_t *value)
{
	char bytes[8];

	if (!text.len || text.len > 7)
		return false;
	for (size_t i = 0; i < text.len; i++)
		bytes[i] = digit_of(text.at[i]);
	Text digits = { bytes, text.len };
	return text_take_digits(&digits, 7, value) && !digits.len;
}

static bool is_year(int year)
{
	return year >= 1966 && year <= 2010;
}

static bool peek_year(Text text, size_t digits, int *year)
{
	uint64_t value;

	if (text.len <= digits || !read_digits(text_slice(text, 0, digits), &value))
		return false;
	*year = digits == 2 ? reference_century((int)value) : (int)value;
	return is_year(*year);
}

/* "08", "O8", "2008"; then perhaps the same year again. */
static bool take_year(struct reading *reading)
{
	Text *rest = &reading->rest;
	int again;

	if (peek_year(*rest, 4, &reading->year) && rest->len > 4 && ascii_is_letter(rest->at[4])) {
		*rest = text_from(*rest, 4);
		mark(reading, ID_RULE_YEAR);
	} else if (peek_year(*rest, 2, &reading->year)) {
		if (!ascii_is_digit(rest->at[0]) || !ascii_is_digit(rest->at[1]))
			mark(reading, ID_RULE_DIGITS);
		*rest = text_from(*rest, 2);
	} else {
		return false;
	}
	for (size_t digits = 4; digits >= 2; digits -= 2)
		if (rest->len > digits && ascii_is_digit(rest->at[digits - 1]) &&
		    ascii_is_letter(rest->at[digits]) && peek_year(*rest, digits, &again) &&
		    again == reading->year) {
			*rest = text_from(*rest, digits);
			mark(reading, ID_RULE_YEAR);
			break;
		}
	return true;
}

static size_t last_digit(Text text)
{
	size_t at = text.len;

	while (at && !ascii_is_digit(text.at[at - 1]))
		at--;
	return at;
}

static Text cut_digits(Text *text)
{
	size_t from = text->len;

	while (from && ascii_is_digit(text->at[from - 1]))
		from--;
	Text digits = text_from(*text, from);
	text->len = from;
	return digits;
}

static bool settle(struct reading *reading, Station station, Text digits)
{
	if (station.rule == STATION_UNKNOWN || !read_digits(digits, &reading->number) ||
	    !reading->number)
		return false;
	reading->station = station;
	if (digits.at[0] == '0')
		mark(reading, ID_RULE_ZEROS);
	if (station.rule == STATION_DIGITS)
		mark(reading, ID_RULE_DIGITS);
	else if (station.rule != STATION_KNOWN)
		mark(reading, ID_RULE_STATION);
	return true;
}

/* "ROME1O2": the digits may hold letters; the post must then be known as it stands. */
static bool read_mixed(struct reading *reading, Text whole)
{
	size_t from = whole.len;

	while (from && ascii_is_digit(digit_of(whole.at[from - 1])) && whole.len - from < 7) {
		Station station = station_read(reading->catalog, text_slice(whole, 0, --from));

		if (station.rule && settle(reading, station, text_from(whole, from))) {
			mark(reading, ID_RULE_DIGITS);
			return true;
		}
	}
	return false;
}

/* A series number follows TOSEC: the cable's own is before. Behind a repetition or a correction
 * stands the number that it was sent with. */
static bool read_signal(struct reading *reading, Text body, Text number)
{
	static const Text own_before[] = { TEXT_INIT("TOSEC"), TEXT_INIT("SECTO"),
		TEXT_INIT("TODEP") };
	static const Text own_behind[] = { TEXT_INIT("SUSPECTEDDUPLICATE"), TEXT_INIT("DUPLICATE"),
		TEXT_INIT("CORRECTEDCOPY"), TEXT_INIT("CORRECTED"), TEXT_INIT("ZFR"),
		TEXT_INIT("ZDK"), TEXT_INIT("ZFF"), TEXT_INIT("ZFG"), TEXT_INIT("ZDG"),
		TEXT_INIT("ZDS"), TEXT_INIT("ZUI"), TEXT_INIT("ZEL") };
	size_t at = last_digit(body);
	Text remark = text_from(body, at), post = text_slice(body, 0, at);
	Text before = cut_digits(&post), own = { 0 };

	if (!before.len || !post.len)
		return false;
	for (size_t i = 0; i < sizeof own_before / sizeof *own_before; i++)
		if (text_equal(remark, own_before[i]))
			own = before;
	for (size_t i = 0; i < sizeof own_behind / sizeof *own_behind; i++)
		if (text_equal(remark, own_behind[i]))
			own = number.len ? number : before;
	if (!own.len || !settle(reading, station_repair(reading->catalog, post), own))
		return false;
	mark(reading, ID_RULE_SIGNAL);
	return true;
}

/* What the head matches of the phrase, letter by letter: digits for '#', O for zero. */
static bool same_sign(char c, char phrase)
{
	if (phrase == '#')
		return ascii_is_digit(digit_of(c));
	return c == phrase || (phrase == 'O' && (c == '0' || c == 'Q'));
}

static unsigned phrase_distance(Text head, bool tail_only)
{
	static const Text phrase = TEXT_INIT("SECTION##OF##");
	unsigned row[14];

	for (size_t k = 0; k <= phrase.len; k++)
		row[k] = tail_only ? 0 : (unsigned)k;
	for (size_t i = 1; i <= head.len; i++) {
		unsigned corner = row[0];

		row[0] = (unsigned)i;
		for (size_t k = 1; k <= phrase.len; k++) {
			unsigned best = corner + !same_sign(head.at[i - 1], phrase.at[k - 1]);

			corner = row[k];
			if (row[k] + 1 < best)
				best = row[k] + 1;
			if (row[k - 1] + 1 < best)
				best = row[k - 1] + 1;
			row[k] = best;
		}
	}
	return row[phrase.len];
}

bool is_section_phrase(Text head)
{
	if (head.len > 20 || head.len < 3 || !ascii_is_digit(head.at[head.len - 1]))
		return false;
	if (head.len >= 8 && phrase_distance(head, false) <= 3)
		return true;
	return phrase_distance(head, true) <= (head.len >= 5);
}

static bool read_section(struct reading *reading, Text body, Text number)
{
	size_t at = last_digit(body);

	if (!at || !is_section_phrase(text_slice(body, 0, at)) ||
	    !settle(reading, station_repair(reading->catalog, text_from(body, at)), number))
		return false;
	mark(reading, ID_RULE_SECTION);
	return true;
}

static bool read_post(struct reading *reading)
{
	Text body = reading->rest, number = cut_digits(&body);

	return settle(reading, station_read(reading->catalog, body), number) ||
	    read_mixed(reading, reading->rest) || read_signal(reading, body, number) ||
	    read_section(reading, body, number) ||
	    settle(reading, station_repair(reading->catalog, body), number);
}

static Text upper_squeezed(struct reading *reading, Text raw)
{
	char *bytes = arena_take(reading->arena, raw.len);
	size_t len = 0;

	for (size_t i = 0; bytes && i < raw.len; i++) {
		if (ascii_is_lower(raw.at[i]))
			mark(reading, ID_RULE_CASE);
		if (ascii_is_letter(raw.at[i]) || ascii_is_digit(raw.at[i]))
			bytes[len++] = ascii_upper(raw.at[i]);
		else
			mark(reading, ID_RULE_SIGNS);
	}
	return (Text){ bytes, len };
}

static Text id_text(const struct reading *reading, Text station)
{
	ReferenceId id = { reading->year, station, reading->number };

	return reference_id_text(&id, reading->arena);
}

static Text join_reasons(const struct reading *reading)
{
	Text all = { 0 };

	for (unsigned rule = 0; rule < ID_RULE_COUNT; rule++) {
		Text why = rule == ID_RULE_STATION ? reading->station.reason
						   : id_rule_reason((enum id_rule)rule);

		if (reading->rules >> rule & 1)
			all = text_format(reading->arena, all.len ? "%.*s; %.*s" : "%.*s%.*s",
			    TEXT_ARG(all), TEXT_ARG(why));
	}
	return all;
}

/* The form is right and nothing is known of the post: it stays, in canonical form. */
static bool read_unknown(struct reading *reading, Text written)
{
	ReferenceId id;

	if (!reference_id_read(written, &id) || !id.number)
		return false;
	for (size_t i = 0; i < id.station.len; i++)
		if (!ascii_is_letter(id.station.at[i]))
			return false;
	reading->year = id.year;
	reading->number = id.number;
	reading->station = (Station){ .station = text_upper(reading->arena, id.station) };
	reading->rules &= 1u << ID_RULE_CASE;
	return true;
}

struct canonical_id reference_id_canonical(
    const struct catalog *catalog, Text raw, struct arena *arena)
{
	struct reading reading = { .catalog = catalog, .arena = arena };
	struct canonical_id result = { .state = ID_UNREADABLE };
	uint32_t row;

	raw = text_trim(raw);
	result.id = raw;
	if (!raw.len || raw.len > ID_LIMIT)
		return result;
	Text squeezed = upper_squeezed(&reading, raw);
	row = keys_find(&catalog->id_repair_keys, squeezed);
	if (row != UINT32_MAX) {
		const struct id_repair *repair = &catalog->id_repairs.items[row];

		return (struct canonical_id){ .state = ID_REPAIRED,
			.id = repair->canonical,
			.reasons = repair->reason,
			.rules = reading.rules | 1u << ID_RULE_TABLE };
	}
	reading.rest = squeezed;
	if (!(take_year(&reading) && read_post(&reading)) && !read_unknown(&reading, raw))
		return result;
	result.rules = reading.rules;
	if (reading.station.rule == STATION_AMBIGUOUS) {
		result.state = ID_AMBIGUOUS;
		result.first = id_text(&reading, reading.station.station);
		result.other = id_text(&reading, reading.station.other);
		result.reasons = reading.station.reason;
		return result;
	}
	result.id = id_text(&reading, reading.station.station);
	result.state = text_equal(result.id, raw) ? ID_EXACT : ID_REPAIRED;
	if (result.state == ID_REPAIRED)
		result.reasons = join_reasons(&reading);
	return result;
}
