/* The four styles. A part that is not known is left out with its comma; only APA has a sign for a
 * date that is not ("n.d."). */
#include "pages/citation.h"

#define QUOTE     "\xE2\x80\x9C"
#define QUOTE_END "\xE2\x80\x9D"

static const Text names[] = {
#define NAME(name, shown) TEXT_INIT(shown),
	CITATION_STYLES(NAME)
#undef NAME
};

Text citation_style_name(enum citation_style style)
{
	return style < CITATION_STYLE_COUNT ? names[style] : TEXT("");
}

/* MLA and the Bluebook shorten months alike, and leave the short ones. */
static Text short_month(int month)
{
	static const Text months[] = { TEXT_INIT("Jan."), TEXT_INIT("Feb."), TEXT_INIT("Mar."),
		TEXT_INIT("Apr."), TEXT_INIT("May"), TEXT_INIT("June"), TEXT_INIT("July"),
		TEXT_INIT("Aug."), TEXT_INIT("Sept."), TEXT_INIT("Oct."), TEXT_INIT("Nov."),
		TEXT_INIT("Dec.") };

	return month >= 1 && month <= 12 ? months[month - 1] : TEXT("");
}

/* "February 13, 2008", with short months or whole ones. */
static void put_american(struct out *out, Moment moment, Text (*month)(int))
{
	Civil c = clock_civil(moment.seconds);

	if (moment.precision >= PRECISION_MONTH) {
		out_put(out, month(c.month));
		out_char(out, ' ');
	}
	if (moment.precision >= PRECISION_DAY)
		out_printf(out, "%d, ", c.day);
	out_printf(out, "%d", c.year);
}

/* "13 Feb. 2008" */
static void put_mla_date(struct out *out, Moment moment)
{
	Civil c = clock_civil(moment.seconds);

	if (moment.precision >= PRECISION_DAY)
		out_printf(out, "%d ", c.day);
	if (moment.precision >= PRECISION_MONTH) {
		out_put(out, short_month(c.month));
		out_char(out, ' ');
	}
	out_printf(out, "%d", c.year);
}

/* "2008, February 13" */
static void put_apa_date(struct out *out, Moment moment)
{
	Civil c = clock_civil(moment.seconds);

	if (moment.precision == PRECISION_UNKNOWN) {
		out_put(out, TEXT("n.d."));
		return;
	}
	out_printf(out, "%d", c.year);
	if (moment.precision >= PRECISION_MONTH) {
		out_put(out, TEXT(", "));
		out_put(out, clock_month_name(c.month));
	}
	if (moment.precision >= PRECISION_DAY)
		out_printf(out, " %d", c.day);
}

static bool is_dated(const struct citation *c)
{
	return c->created.precision != PRECISION_UNKNOWN;
}

/* Of a report the year stands in the container's name already. */
static bool has_own_date(const struct citation *c)
{
	return is_dated(c) && c->kind != RECORD_NARRATIVE;
}

/* A part and what ends it, unless there is none. */
static void put_part(struct out *out, Text part, Text end)
{
	if (!part.len)
		return;
	out_put(out, part);
	out_put(out, end);
}

/* `end` goes inside the quotation marks, unless the title brings a sign of its own. */
static void put_title(struct out *out, Text title, char end)
{
	char last;

	if (!title.len)
		return;
	last = title.at[title.len - 1];
	out_put(out, TEXT(QUOTE));
	out_put(out, title);
	if (last != '?' && last != '!' && last != end)
		out_char(out, end);
	out_put(out, TEXT(QUOTE_END " "));
}

/* "telegram 08RIGA61", "document 176" */
static void put_number(struct out *out, const struct citation *c, Text telegram, Text document)
{
	if (!c->number.len)
		return;
	out_put(out, c->kind == RECORD_CABLE ? telegram : document);
	out_char(out, ' ');
	out_put(out, c->number);
}

static void put_place(struct out *out, const struct citation *c)
{
	out_put(out, c->archive);
	out_put(out, TEXT(", "));
	out_put(out, c->base);
	out_put(out, c->path);
}

static void put_chicago(struct out *out, const struct citation *c)
{
	put_part(out, c->author, TEXT(", "));
	put_title(out, c->title, ',');
	if (c->kind == RECORD_CABLE) {
		put_number(out, c, TEXT("telegram"), TEXT(""));
		out_put(out, TEXT(", "));
	}
	if (has_own_date(c)) {
		put_american(out, c->created, clock_month_name);
		out_put(out, TEXT(", "));
	}
	put_part(out, c->classification, TEXT(", "));
	if (c->container.len) {
		out_put(out, TEXT("in "));
		put_part(out, c->container, TEXT(", "));
	}
	if (c->kind == RECORD_DOCUMENT && c->number.len) {
		put_number(out, c, TEXT("telegram"), TEXT("document"));
		out_put(out, TEXT(", "));
	}
	put_place(out, c);
	out_char(out, '.');
}

static void put_mla(struct out *out, const struct citation *c)
{
	put_part(out, c->author, TEXT(". "));
	put_title(out, c->title, '.');
	put_part(out, c->container, TEXT(", "));
	if (c->number.len) {
		if (c->container.len)
			put_number(out, c, TEXT("telegram"), TEXT("document"));
		else
			put_number(out, c, TEXT("Telegram"), TEXT("Document"));
		out_put(out, TEXT(", "));
	}
	if (has_own_date(c)) {
		put_mla_date(out, c->created);
		out_put(out, TEXT(". "));
	}
	put_place(out, c);
	out_char(out, '.');
}

/* Title, "(Telegram 08RIGA61)", and the level in brackets as what describes the form. */
static void put_apa_work(struct out *out, const struct citation *c)
{
	const char *blank = c->title.len ? " " : "";

	out_put(out, c->title);
	if (c->number.len) {
		out_printf(out, "%s(", blank);
		put_number(out, c, TEXT("Telegram"), TEXT("Document"));
		out_char(out, ')');
		blank = " ";
	}
	if (c->classification.len) {
		out_printf(out, "%s[%.*s]", blank, TEXT_ARG(c->classification));
		blank = " ";
	}
	if (*blank)
		out_put(out, TEXT(". "));
}

/* Author, date, work; without an author the work stands first. */
static void put_apa(struct out *out, const struct citation *c)
{
	if (c->author.len) {
		out_put(out, c->author);
		out_put(out, text_ends(c->author, TEXT(".")) ? TEXT(" ") : TEXT(". "));
	} else {
		put_apa_work(out, c);
	}
	out_char(out, '(');
	put_apa_date(out, c->created);
	out_put(out, TEXT("). "));
	if (c->author.len)
		put_apa_work(out, c);
	if (c->container.len) {
		out_put(out, TEXT("In "));
		put_part(out, c->container, TEXT(". "));
	}
	put_place(out, c);
}

/* What stands before the title. */
static bool put_bluebook_head(struct out *out, const struct citation *c)
{
	if (c->kind != RECORD_CABLE) {
		out_put(out, c->author);
		return c->author.len > 0;
	}
	out_put(out, TEXT("Telegram No. "));
	out_put(out, c->number);
	if (c->author.len)
		out_put(out, TEXT(" from "));
	out_put(out, c->author);
	return true;
}

static void put_bluebook(struct out *out, const struct citation *c)
{
	bool begun = put_bluebook_head(out, c);

	if (begun && c->title.len)
		out_put(out, TEXT(", "));
	out_put(out, c->title);
	begun = begun || c->title.len;
	if (has_own_date(c)) {
		out_put(out, begun ? TEXT(" (") : TEXT("("));
		put_american(out, c->created, short_month);
		out_char(out, ')');
		begun = true;
	}
	if (begun)
		out_put(out, TEXT(", "));
	if (c->container.len) {
		out_put(out, TEXT("in "));
		put_part(out, c->container, TEXT(", "));
	}
	if (c->kind == RECORD_DOCUMENT && c->number.len) {
		put_number(out, c, TEXT("No."), TEXT("Doc."));
		out_put(out, TEXT(", "));
	}
	put_place(out, c);
	out_char(out, '.');
}

void citation_put(struct out *out, const struct citation *citation, enum citation_style style)
{
	static void (*const puts[])(struct out *, const struct citation *) = {
		[CITATION_CHICAGO] = put_chicago,
		[CITATION_MLA] = put_mla,
		[CITATION_APA] = put_apa,
		[CITATION_BLUEBOOK] = put_bluebook,
	};

	if (style < CITATION_STYLE_COUNT)
		puts[style](out, citation);
}
