/* The entries for reference managers: BibTeX, RIS, CSL-JSON. */
#include "pages/citation.h"

#include "base/json.h"

#define VALUE_LIMIT (16u << 20) /* a title is a part of a record */

/* What every reader of these files wants: a title. Without a subject the telegram itself is named.
 */
static void put_name(struct out *out, const struct citation *c, void put(struct out *, Text))
{
	if (c->title.len) {
		put(out, c->title);
		return;
	}
	if (c->kind == RECORD_CABLE)
		out_put(out, TEXT("Telegram "));
	put(out, c->number.len ? c->number : c->id);
}

/* ---- BibTeX ---- */

static Text tex_sign(char c)
{
	switch (c) {
	case '{':
		return TEXT("\\textbraceleft{}");
	case '}':
		return TEXT("\\textbraceright{}");
	case '\\':
		return TEXT("\\textbackslash{}");
	case '~':
		return TEXT("\\textasciitilde{}");
	case '^':
		return TEXT("\\textasciicircum{}");
	case '%':
		return TEXT("\\%");
	case '&':
		return TEXT("\\&");
	case '#':
		return TEXT("\\#");
	case '_':
		return TEXT("\\_");
	case '$':
		return TEXT("\\$");
	default:
		return (Text){ 0 };
	}
}

static void put_tex(struct out *out, Text text)
{
	for (size_t i = 0; i < text.len; i++) {
		Text sign = tex_sign(text.at[i]);

		if (sign.len)
			out_put(out, sign);
		else
			out_char(out, (unsigned char)text.at[i] < ' ' ? ' ' : text.at[i]);
	}
}

/* The braces keep the capitals of acronyms, and a body from being read as a person. */
static void begin_field(struct out *out, const char *name)
{
	out_printf(out, ",\n  %s = {{", name);
}

static void put_field(struct out *out, const char *name, Text value)
{
	if (!value.len)
		return;
	begin_field(out, name);
	put_tex(out, value);
	out_put(out, TEXT("}}"));
}

/* "cable-08RIGA61", "tip-2011-uruguay": letters, digits, '-'. */
static void put_key(struct out *out, const struct citation *c)
{
	if (c->kind == RECORD_CABLE)
		out_put(out, TEXT("cable-"));
	for (size_t i = 0; i < c->id.len; i++) {
		char sign = c->id.at[i];

		out_char(out, ascii_is_letter(sign) || ascii_is_digit(sign) ? sign : '-');
	}
}

static void put_tex_date(struct out *out, Moment moment)
{
	static const char months[] = "janfebmaraprmayjunjulaugsepoctnovdec";
	Civil c = clock_civil(moment.seconds);

	if (moment.precision == PRECISION_UNKNOWN)
		return;
	out_printf(out, ",\n  year = {%d}", c.year);
	if (moment.precision >= PRECISION_MONTH)
		out_printf(out, ",\n  month = %.3s", months + 3 * (c.month - 1));
	if (moment.precision >= PRECISION_DAY)
		out_printf(out, ",\n  day = {%d}", c.day);
}

/* How it was published: "Telegram 08RIGA61", or where in its volume. */
static void put_how(struct out *out, const struct citation *c)
{
	if (c->kind == RECORD_NARRATIVE)
		return;
	begin_field(out, "howpublished");
	put_tex(out, c->kind == RECORD_CABLE ? TEXT("Telegram ") : c->container);
	if (c->kind == RECORD_DOCUMENT && c->number.len)
		out_put(out, TEXT(", document "));
	put_tex(out, c->number);
	out_put(out, TEXT("}}"));
}

static void put_note(struct out *out, const struct citation *c)
{
	begin_field(out, "note");
	if (c->classification.len) {
		put_tex(out, c->classification);
		out_put(out, TEXT(". "));
	}
	put_tex(out, c->archive);
	if (!c->base.len) {
		out_put(out, TEXT(", "));
		put_tex(out, c->path);
	}
	out_put(out, TEXT("}}"));
}

void citation_put_bibtex(struct out *out, const struct citation *c)
{
	out_put(out, c->kind == RECORD_NARRATIVE ? TEXT("@incollection{") : TEXT("@misc{"));
	put_key(out, c);
	put_field(out, "author", c->author);
	begin_field(out, "title");
	put_name(out, c, put_tex);
	out_put(out, TEXT("}}"));
	if (c->kind == RECORD_NARRATIVE) {
		put_field(out, "booktitle", c->container);
		put_field(out, "publisher", c->author);
	}
	put_tex_date(out, c->created);
	put_how(out, c);
	put_note(out, c);
	if (c->base.len) {
		out_put(out, TEXT(",\n  url = {"));
		out_put(out, c->base);
		out_put(out, c->path);
		out_char(out, '}');
	}
	out_put(out, TEXT("\n}\n"));
}

/* ---- RIS ---- */

static void put_plain(struct out *out, Text text)
{
	for (size_t i = 0; i < text.len; i++)
		out_char(out, (unsigned char)text.at[i] < ' ' ? ' ' : text.at[i]);
}

static void begin_line(struct out *out, const char *tag)
{
	out_printf(out, "%s  - ", tag);
}

static void put_line(struct out *out, const char *tag, Text value)
{
	if (!value.len)
		return;
	begin_line(out, tag);
	put_plain(out, value);
	out_put(out, TEXT("\r\n"));
}

/* PY: the year; DA: YYYY/MM/DD/ with empty parts for what is not known. */
static void put_ris_date(struct out *out, Moment moment)
{
	Civil c = clock_civil(moment.seconds);

	if (moment.precision == PRECISION_UNKNOWN)
		return;
	out_printf(out, "PY  - %04d\r\n", c.year);
	if (moment.precision < PRECISION_MONTH)
		return;
	out_printf(out, "DA  - %04d/%02d/", c.year, c.month);
	if (moment.precision >= PRECISION_DAY)
		out_printf(out, "%02d", c.day);
	out_put(out, TEXT("/\r\n"));
}

void citation_put_ris(struct out *out, const struct citation *c)
{
	put_line(out, "TY", c->kind == RECORD_NARRATIVE ? TEXT("CHAP") : TEXT("GOVDOC"));
	put_line(out, "ID", c->id);
	put_line(out, "AU", c->author);
	begin_line(out, "TI");
	put_name(out, c, put_plain);
	out_put(out, TEXT("\r\n"));
	put_line(out, "T2", c->container);
	put_ris_date(out, c->created);
	if (c->kind == RECORD_NARRATIVE)
		put_line(out, "PB", c->author);
	put_line(out, "AN", c->number);
	put_line(out, "N1", c->classification);
	put_line(out, "DB", c->archive);
	begin_line(out, "UR");
	put_plain(out, c->base);
	put_plain(out, c->path);
	out_put(out, TEXT("\r\nER  - \r\n"));
}

/* ---- CSL-JSON ---- */

static void set_text(json_t *item, const char *name, Text value)
{
	if (value.len)
		json_object_set_new(item, name, json_text(value));
}

static json_t *csl_date(Moment moment)
{
	json_t *parts = json_array();
	Civil c = clock_civil(moment.seconds);

	json_array_append_new(parts, json_integer(c.year));
	if (moment.precision >= PRECISION_MONTH)
		json_array_append_new(parts, json_integer(c.month));
	if (moment.precision >= PRECISION_DAY)
		json_array_append_new(parts, json_integer(c.day));
	return json_pack("{s:[o]}", "date-parts", parts);
}

static void set_joined(json_t *item, const char *name, Text first, Text second)
{
	struct out joined;

	out_begin(&joined, VALUE_LIMIT);
	out_put(&joined, first);
	out_put(&joined, second);
	set_text(item, name, out_text(&joined));
	out_end(&joined);
}

static void set_title(json_t *item, const struct citation *c)
{
	struct out title;

	out_begin(&title, VALUE_LIMIT);
	put_name(&title, c, put_plain);
	set_text(item, "title", out_text(&title));
	out_end(&title);
}

void citation_put_csl(struct out *out, const struct citation *c)
{
	json_t *item = json_object();

	set_text(item, "id", c->id);
	set_text(item, "type", c->kind == RECORD_CABLE ? TEXT("report") : TEXT("chapter"));
	set_title(item, c);
	if (c->author.len)
		json_object_set_new(
		    item, "author", json_pack("[{s:o}]", "literal", json_text(c->author)));
	if (c->created.precision != PRECISION_UNKNOWN)
		json_object_set_new(item, "issued", csl_date(c->created));
	set_text(item, "container-title", c->container);
	if (c->kind == RECORD_CABLE)
		set_text(item, "genre", TEXT("Telegram"));
	set_text(item, "number", c->number);
	set_text(item, "note", c->classification);
	set_text(item, "source", c->archive);
	set_joined(item, "URL", c->base, c->path);
	out_json(out, json_pack("[o]", item), JSON_STYLE_PRETTY);
	out_char(out, '\n');
}
