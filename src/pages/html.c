/* Both escapers share one walk: code point by code point, so that what is not UTF-8 never passes.
 */
#include "pages/html.h"

#include "base/url.h"
#include "base/utf8.h"
#include "record/redaction.h"

/* The HTML standard's "control" and "noncharacter", which a document may not contain. */
static bool is_forbidden(int32_t point)
{
	if (point < 0x20)
		return point != '\t' && point != '\n';
	return (point >= 0x7F && point <= 0x9F) || (point >= 0xFDD0 && point <= 0xFDEF) ||
	    (point & 0xFFFE) == 0xFFFE;
}

static bool is_plain(char c)
{
	return (c >= ' ' && c < 0x7F && c != '&' && c != '<' && c != '>' && c != '"' &&
		   c != '\'') ||
	    c == '\n' || c == '\t';
}

static void put_point(struct out *out, int32_t point, Text quote, Text apostrophe)
{
	switch (point) {
	case '&':
		html_raw(out, "&amp;");
		break;
	case '<':
		html_raw(out, "&lt;");
		break;
	case '>':
		html_raw(out, "&gt;");
		break;
	case '"':
		out_put(out, quote);
		break;
	case '\'':
		out_put(out, apostrophe);
		break;
	default:
		utf8_put(out, is_forbidden(point) ? 0xFFFD : point);
	}
}

static void escape(struct out *out, Text text, Text quote, Text apostrophe)
{
	int32_t point;
	size_t plain;

	while (text.len) {
		for (plain = 0; plain < text.len && is_plain(text.at[plain]); plain++)
			;
		out_put(out, text_slice(text, 0, plain));
		text = text_from(text, plain);
		if (utf8_take(&text, &point))
			put_point(out, point, quote, apostrophe);
	}
}

void html_text(struct out *out, Text text)
{
	escape(out, text, TEXT("\""), TEXT("'"));
}

void html_attr(struct out *out, Text text)
{
	escape(out, text, TEXT("&quot;"), TEXT("&#39;"));
}

void html_json(struct out *out, Text json)
{
	int32_t point;

	while (utf8_take(&json, &point)) {
		if (point == '<' || point == '>' || point == '&')
			out_printf(out, "\\u%04X", (unsigned)point);
		else
			utf8_put(out, is_forbidden(point) ? 0xFFFD : point);
	}
}

void html_path(struct out *out, Text segment)
{
	url_put(out, segment);
}

void html_query(struct out *out, Text value)
{
	for (size_t i = 0; i < value.len; i++) {
		char c = value.at[i];

		if (c == ' ')
			out_char(out, '+');
		else if (c == ':' || c == ',' || c == '*')
			out_char(out, c);
		else
			url_put(out, text_slice(value, i, 1));
	}
}

/* "redacted: personal privacy, a phrase"; the archive's own code stands for itself. */
static void put_spoken(struct out *out, const struct redaction_mark *mark)
{
	Text says = reason_says(mark->reason), own = mark->reason;

	text_cut(&own, ':');
	html_raw(out, "redacted: ");
	html_attr(out, says.len ? says : own);
	html_raw(out, ", ");
	html_attr(out, extent_spoken(mark->extent));
}

void html_redacted(struct out *out, Text words)
{
	struct redaction_mark mark;

	if (redaction_mark_length(words, &mark)) {
		html_raw(out, "<span class=\"redaction mark\" role=\"img\" aria-label=\"");
		put_spoken(out, &mark);
		html_raw(out, "\">");
	} else {
		html_raw(out, "<span class=\"redaction\" role=\"img\" aria-label=\"redacted\">");
	}
	html_text(out, words);
	html_raw(out, "</span>");
}

void html_words(struct out *out, Text text)
{
	for (Text mark = text; redaction_mark_find(&mark, NULL); mark = text) {
		html_text(out, text_slice(text, 0, (size_t)(mark.at - text.at)));
		html_redacted(out, mark);
		text = text_from(text, (size_t)(mark.at - text.at) + mark.len);
	}
	html_text(out, text);
}

void html_number(struct out *out, uint64_t number)
{
	out_grouped(out, (int64_t)number);
}

static void put_iso(struct out *out, Civil c, enum precision precision)
{
	out_printf(out, "%04d", c.year);
	if (precision >= PRECISION_MONTH)
		out_printf(out, "-%02d", c.month);
	if (precision >= PRECISION_DAY)
		out_printf(out, "-%02d", c.day);
	if (precision >= PRECISION_MINUTE)
		out_printf(out, "T%02d:%02dZ", c.hour, c.minute);
}

static Moment to_the_day(Moment moment)
{
	if (moment.precision > PRECISION_DAY)
		moment.precision = PRECISION_DAY;
	return moment;
}

void html_moment(struct out *out, Moment moment)
{
	Civil c;

	if (moment.precision == PRECISION_UNKNOWN) {
		html_raw(out, "date unknown");
		return;
	}
	c = clock_civil(moment.seconds);
	html_raw(out, "<time datetime=\"");
	put_iso(out, c, moment.precision);
	html_raw(out, "\">");
	if (moment.precision >= PRECISION_DAY)
		out_printf(out, "%d ", c.day);
	if (moment.precision >= PRECISION_MONTH) {
		out_put(out, clock_month_name(c.month));
		html_raw(out, " ");
	}
	out_printf(out, "%d", c.year);
	if (moment.precision >= PRECISION_MINUTE)
		out_printf(out, ", %02d:%02d UTC", c.hour, c.minute);
	html_raw(out, "</time>");
}

void html_date(struct out *out, Moment moment)
{
	html_moment(out, to_the_day(moment));
}

void html_day(struct out *out, Moment moment)
{
	if (moment.precision == PRECISION_UNKNOWN) {
		html_raw(out, "undated");
		return;
	}
	html_raw(out, "<time>");
	moment = to_the_day(moment);
	put_iso(out, clock_civil(moment.seconds), moment.precision);
	html_raw(out, "</time>");
}
