/* What a curator may set. The rules are few and told in a sentence each, because whoever reads it
 * writes no program. */
#include "edition/site.h"

#include "base/utf8.h"

enum rule { RULE_LINE, RULE_LIGHT, RULE_DARK, RULE_CONTACT, RULE_CHOICE };

static const struct {
	Text key;
	size_t most;
	enum rule rule;
} settings[SITE_SETTING_COUNT] = {
#define SITE_ROW(name, key, most, rule) { TEXT_INIT(key), most, RULE_##rule },
	SITE_SETTINGS(SITE_ROW)
#undef SITE_ROW
};

/* --paper and --panel of assets/style.css, light and dark. */
static const uint32_t papers[2][2] = { { 0xfcfcf9, 0xf2f2ec }, { 0x14171a, 0x1d2125 } };

Text site_key(enum site_setting setting)
{
	return settings[setting].key;
}

bool site_setting_read(Text key, enum site_setting *setting)
{
	for (int i = 0; i < SITE_SETTING_COUNT; i++)
		if (text_equal(key, settings[i].key)) {
			*setting = (enum site_setting)i;
			return true;
		}
	return false;
}

/* --- colours --- */

static bool read_colour(Text text, uint32_t *colour)
{
	uint32_t value = 0;

	if (text.len != 7 || text.at[0] != '#')
		return false;
	for (size_t i = 1; i < 7; i++) {
		char c = ascii_lower(text.at[i]);

		if (!ascii_is_digit(c) && (c < 'a' || c > 'f'))
			return false;
		value = value << 4 | (uint32_t)(ascii_is_digit(c) ? c - '0' : c - 'a' + 10);
	}
	*colour = value;
	return true;
}

/* x^2.4 for x in 0..1, as x^2 times the fifth root of x^2, which Newton's steps find: they come
 * from above, and 40 are more than the flattest needs. */
static double power_2_4(double x)
{
	double square = x * x, root = 1;

	for (int i = 0; i < 40; i++)
		root -= (root - square / (root * root * root * root)) / 5;
	return square * root;
}

/* WCAG 2.2, relative luminance. */
static double luminance(uint32_t colour)
{
	static const double weights[3] = { 0.2126, 0.7152, 0.0722 };
	double sum = 0;

	for (int i = 0; i < 3; i++) {
		double c = (colour >> (16 - 8 * i) & 0xFF) / 255.0;

		sum += weights[i] * (c <= 0.04045 ? c / 12.92 : power_2_4((c + 0.055) / 1.055));
	}
	return sum;
}

static double contrast(uint32_t a, uint32_t b)
{
	double one = luminance(a) + 0.05, other = luminance(b) + 0.05;

	return one > other ? one / other : other / one;
}

static enum fault check_colour(Text key, Text value, int scheme, struct error *err)
{
	uint32_t colour;
	double least;

	if (!read_colour(value, &colour))
		return fail(
		    err, FAULT_BAD_INPUT, "'%.*s' must be a colour like #174a84", TEXT_ARG(key));
	least = contrast(colour, papers[scheme][0]);
	if (contrast(colour, papers[scheme][1]) < least)
		least = contrast(colour, papers[scheme][1]);
	if (least >= SITE_CONTRAST)
		return FAULT_NONE;
	/* Rounded down: 4.49 must not be told as 4.5. */
	return fail(err, FAULT_BAD_INPUT,
	    "'%.*s' has a contrast of %.1f to 1 with the page, %.1f is the least that all can read",
	    TEXT_ARG(key), (int)(least * 10) / 10.0, SITE_CONTRAST);
}

/* --- text --- */

static bool is_line(Text text)
{
	for (size_t i = 0; i < text.len; i++)
		if ((unsigned char)text.at[i] < ' ' || text.at[i] == 0x7F)
			return false;
	return utf8_find_bad(text) == TEXT_NONE;
}

/* "desk@archive.example" or a whole address of the web: what stands in a link. */
static bool is_contact(Text text)
{
	size_t at = text_find_char(text, '@');

	for (size_t i = 0; i < text.len; i++)
		if (ascii_is_space(text.at[i]) ||
		    text_find_char(TEXT("<>\"'\\"), text.at[i]) != TEXT_NONE)
			return false;
	if (text_take(&text, TEXT("https://")) || text_take(&text, TEXT("http://")))
		return text.len > 0;
	return at != TEXT_NONE && at > 0 && at + 1 < text.len &&
	    text_find_char(text_from(text, at + 1), '@') == TEXT_NONE &&
	    text_find_char(text, ':') == TEXT_NONE;
}

enum fault site_check(enum site_setting setting, Text value, struct error *err)
{
	Text key = settings[setting].key;

	if (!value.len || !is_line(value))
		return fail(err, FAULT_BAD_INPUT, "'%.*s' must be one line of text", TEXT_ARG(key));
	if (value.len > settings[setting].most && settings[setting].rule <= RULE_CONTACT &&
	    settings[setting].most > 7)
		return fail(err, FAULT_BAD_INPUT, "'%.*s' has %zu bytes, the most is %zu",
		    TEXT_ARG(key), value.len, settings[setting].most);
	switch (settings[setting].rule) {
	case RULE_LINE:
		return FAULT_NONE;
	case RULE_LIGHT:
	case RULE_DARK:
		return check_colour(key, value, settings[setting].rule == RULE_DARK, err);
	case RULE_CONTACT:
		return is_contact(value)
		    ? FAULT_NONE
		    : fail(err, FAULT_BAD_INPUT,
			  "'%.*s' must be an address for mail or one that starts with https://",
			  TEXT_ARG(key));
	case RULE_CHOICE:
		return text_equal(value, TEXT("show")) || text_equal(value, TEXT("hide"))
		    ? FAULT_NONE
		    : fail(err, FAULT_BAD_INPUT, "'%.*s' must be show or hide", TEXT_ARG(key));
	}
	return FAULT_NONE;
}

/* --- articles --- */

static bool is_name(Text name)
{
	for (size_t i = 0; i < name.len; i++)
		if (!ascii_is_lower(name.at[i]) && !ascii_is_digit(name.at[i]) &&
		    (name.at[i] != '-' || !i))
			return false;
	return name.len && name.len <= SITE_ARTICLE_NAME;
}

enum fault site_check_article(const struct site_article *article, struct error *err)
{
	size_t most = 4 * SITE_ARTICLE_NAME;

	if (!is_name(article->name))
		return fail(err, FAULT_BAD_INPUT,
		    "its name must be of a-z, 0-9 and '-', at most %d of them", SITE_ARTICLE_NAME);
	if (!article->title.len || article->title.len > most || !is_line(article->title))
		return fail(err, FAULT_BAD_INPUT,
		    "its 'title' must be a line of text, at most %zu bytes", most);
	if (article->author.len > most || !is_line(article->author))
		return fail(err, FAULT_BAD_INPUT,
		    "its 'author' must be a line of text, at most %zu bytes", most);
	if (article->date.precision != PRECISION_DAY)
		return fail(err, FAULT_BAD_INPUT, "its 'date' must be a day like 2011-09-01");
	if (article->text.len > SITE_ARTICLE_TEXT)
		return fail(err, FAULT_BAD_INPUT, "its text has %zu bytes, the most is %zu",
		    article->text.len, SITE_ARTICLE_TEXT);
	if (utf8_find_bad(article->text) != TEXT_NONE)
		return fail(err, FAULT_BAD_INPUT, "its text is not UTF-8");
	return FAULT_NONE;
}
